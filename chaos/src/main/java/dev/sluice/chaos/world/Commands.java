package dev.sluice.chaos.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the service itself says of a dataset: its commands {@code fsck} and {@code verify}, run as a user does. Thread-safe. */
final class Commands {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final World world;
    private final String dataset;
    private final Path definition;
    private final Path folder;
    private final AtomicInteger runs = new AtomicInteger();

    /** What a command answered. */
    record Answer(String command, int code, String text) {

        private static final int TAIL_LINES = 4;

        @Override
        public String toString() {
            List<String> lines = text.lines().toList();
            return command + " ended with exit code " + code + ": "
                    + String.join(" | ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        }
    }

    /** @param folder where their answers stay */
    Commands(World world, String dataset, Path definition, Path folder) {
        this.world = world;
        this.dataset = dataset;
        this.definition = definition;
        this.folder = folder;
    }

    /** Is the RAW zone as the commit log says? Reads every row. */
    Answer fsck() throws IOException {
        return run("fsck", List.of("--dataset", dataset, "--deep"));
    }

    /** Is anything missing, from XML to RAW? Waits a while for what is under way. */
    Answer verify(Duration patience) throws IOException {
        return run(
                "verify",
                List.of(
                        "--definition",
                        definition.toString(),
                        "--bootstrap",
                        world.brokers().direct(),
                        "--wait",
                        patience.toSeconds() + "s"));
    }

    private Answer run(String command, List<String> options) throws IOException {
        var arguments = new ArrayList<String>(List.of(command));
        arguments.addAll(List.of("--raw", world.lake().location()));
        world.lake().settings().forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        arguments.addAll(options);
        var java = new ArrayList<String>(List.of("-Xmx256m", "-Dlogging.level.root=WARN"));
        world.lake().properties().forEach((key, value) -> java.add("-D" + key + "=" + value));
        Path answer = folder.resolve(command + "-" + runs.incrementAndGet() + ".txt");
        try (var process = ChildProcess.start(command, answer, java, "dev.sluice.service.SluiceService", arguments)) {
            return new Answer(command, process.awaitEnd(PATIENCE), Files.readString(answer));
        }
    }
}
