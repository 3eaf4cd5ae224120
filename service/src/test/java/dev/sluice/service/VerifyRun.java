package dev.sluice.service;

import dev.sluice.record.commandline.CommandRunner;
import dev.sluice.service.command.VerifyCommand;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The verify command about the books in a RAW zone, with its answer as JSON lines. */
final class VerifyRun {

    private final String bootstrap;
    private final Path raw;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    VerifyRun(String bootstrap, Path raw) {
        this.bootstrap = bootstrap;
        this.raw = raw;
    }

    /** Returns the exit code. */
    int verify(String... options) {
        out.reset();
        List<String> all = new ArrayList<>(List.of("--json"));
        all.addAll(List.of("--definition", Books.definitionFile().toString()));
        all.addAll(List.of("--bootstrap", bootstrap, "--raw", raw.toString()));
        all.addAll(List.of(options));
        return CommandRunner.run(
                new VerifyCommand(RawZoneOpener::open, out), "sluice verify", all.toArray(String[]::new));
    }

    /** What the last one printed. */
    String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
