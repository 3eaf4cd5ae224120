package dev.sluice.service.command;

import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.terminal.Progress;
import dev.sluice.service.rawzone.fsck.Depth;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import dev.sluice.service.verify.EvidenceReader;
import dev.sluice.service.verify.LossSearch;
import dev.sluice.service.verify.Proof;
import dev.sluice.service.verify.Verification;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice verify}: is anything missing? */
@Command(
        name = "verify",
        description = {
            "Prove for each source partition and hour that nothing is missing and nothing doubled:",
            "records = rows + duplicates + rejected, rows = RAW rows, dead letters as counted, no message left out,",
            "every file of RAW as the commit log says. May run while the service does; what is under way is open.",
            "Exit code 0 when no number contradicts another, 1 when one does."
        },
        footer = {
            "",
            "Examples:",
            "  ./sluice verify --definition books.yaml --bootstrap localhost:9092 --raw /data/raw",
            "  ./sluice verify --definition books.yaml --bootstrap localhost:9092 --raw /data/raw --wait 5m --deep --json"
        })
public final class VerifyCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli answers --help and --verbose by it
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final DatasetTopicsOptions topics = new DatasetTopicsOptions();

    @Mixin
    private final RawOption raw = new RawOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description = "Wait so long for what is under way, such as 30s or 5m.")
    private String patience = "0s";

    @Option(names = "--deep", description = "Read every file of RAW and compare checksums, not only lengths.")
    private boolean deep;

    @Option(
            names = "--explain",
            description = "Where something differs, read the hour's messages again and name what is missing.")
    private boolean explain;

    @Option(
            names = "--prometheus",
            paramLabel = "FILE",
            description = "Write metrics to this file as well, for the textfile collector of the node exporter.")
    private @Nullable Path metrics;

    private final RawZones zones;
    private final PrintStream out;

    /**
     * @param zones opens the RAW zone
     * @param out gets UTF-8, whatever the terminal's locale says
     */
    public VerifyCommand(RawZones zones, OutputStream out) {
        this.zones = zones;
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() throws InterruptedException {
        Duration wait = TimeSpan.parse(patience)
                .orElseThrow(() -> new WrongUseException(
                        "Invalid --wait: " + patience + ", expected a duration such as 30s or 5m"));
        Progress progress = Progress.onStandardError();
        Proof proof;
        try (Admin admin = topics.connect();
                RawStorage storage = zones.open(raw.location(), raw.settings())) {
            var evidence = new EvidenceReader(
                    admin, topics.clients(), topics.names(), storage, deep ? Depth.CHECKSUMS : Depth.LENGTHS, progress);
            var verification = new Verification(evidence, topics.clients());
            proof = explain
                    ? verification.runAndExplain(
                            wait,
                            new LossSearch(topics.definition(), topics.names(), topics.clients(), storage, progress))
                    : verification.run(wait);
        } catch (RawZoneException unusable) {
            throw new UserErrorException(String.valueOf(unusable.getMessage()), unusable);
        } finally {
            progress.closeLine();
        }
        if (json.isJson()) {
            ProofText.json(proof).forEach(out::println);
        } else {
            ProofText.table(proof).forEach(out::println);
        }
        out.flush();
        if (metrics != null) {
            write(metrics, ProofText.prometheus(topics.names().dataset(), proof));
        }
        return proof.holds() ? 0 : 1;
    }

    /** In one step, or the collector would read half of it. */
    private static void write(Path file, String text) {
        Path aside = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.writeString(aside, text);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UserErrorException("Cannot write to --prometheus " + file + ": " + e, e);
        }
    }
}
