package dev.sluice.service.command;

import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.service.rawzone.RowsTopic;
import dev.sluice.service.rawzone.chain.Chain;
import dev.sluice.service.rawzone.offsets.Offsets;
import dev.sluice.service.rawzone.offsets.PartitionOffsets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice offsets skip}: the one way past rows that are gone. */
@Command(
        name = "skip",
        description = {
            "Let a partition's chain pass over offsets whose rows are gone. Only shows what would be done,",
            "unless --execute is given. It goes forward only, and cannot be undone: a record in the commit log",
            "says from then on who passed over what, and why."
        },
        footer = {
            "",
            "Example:",
            "  ./sluice offsets skip --dataset books --raw /data/raw --bootstrap localhost:9092 \\",
            "      --partition 3 --to 120000 --reason 'lost with broker 2' --execute"
        })
final class OffsetsSkipCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli answers --help and --verbose by it
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final OffsetsSource source = new OffsetsSource();

    @Option(names = "--partition", required = true, paramLabel = "N", description = "Partition of the rows topic.")
    private int partition;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "OFFSET",
            description = "First offset that is not passed over.")
    private long to;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "For those who ask later.")
    private String reason = "";

    @Option(names = "--execute", description = "Do it.")
    private boolean execute;

    @Option(names = "--force", description = "Pass over rows too that the topic still has: they will never be in RAW.")
    private boolean force;

    private final RawZones zones;
    private final PrintStream out;

    OffsetsSkipCommand(RawZones zones, OutputStream out) {
        this.zones = zones;
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() {
        if (reason.isBlank()) {
            throw new WrongUseException("Invalid --reason: it is empty, expected a sentence for those who ask later");
        }
        source.use(zones, this::skip);
        out.flush();
        return 0;
    }

    private void skip(RowsTopic rows, Offsets offsets) throws IOException {
        String name = rows.topic() + "-" + partition;
        PartitionOffsets now = partition(rows, offsets.read());
        CommitRecord last = now.last()
                .orElseThrow(
                        () -> new UserErrorException(
                                "Cannot skip in " + name
                                        + ": it has no chain in this RAW zone; the service begins one at the topic's first offset by itself"));
        Optional<String> owner = offsets.owner(partition);
        if (owner.isPresent()) {
            throw new UserErrorException("Cannot skip in " + name + ": " + owner.get()
                    + " reads it for the service; stop the service first, or wait until Kafka gives up a killed one");
        }
        check(name, now, last);
        String range = "offsets " + last.next() + " to " + (to - 1) + " of " + name;
        if (!execute) {
            out.println("Would pass over " + range + "; nothing was changed, --execute does it.");
            return;
        }
        Chain chain = offsets.chain(partition);
        // Whatever the last record brings must be visible before a record follows it.
        Optional<CommitRecord> skipped =
                chain.recover(Optional.empty()).filter(last::equals).isEmpty()
                        ? Optional.empty()
                        : chain.skip(last, to, reason, who(), Instant.now());
        if (skipped.isEmpty()) {
            throw new UserErrorException(
                    "Cannot skip in " + name + ": another writer has extended the chain meanwhile; look again");
        }
        out.println("Passed over " + range + ": commit " + skipped.get().commitId() + " by "
                + skipped.get().writer() + ".");
    }

    private PartitionOffsets partition(RowsTopic rows, List<PartitionOffsets> partitions) {
        return partitions.stream()
                .filter(candidate -> candidate.partition() == partition)
                .findFirst()
                .orElseThrow(() -> new WrongUseException("Invalid --partition: " + partition + ", expected one of "
                        + rows.topic() + ", 0 to " + (partitions.size() - 1)));
    }

    private void check(String name, PartitionOffsets now, CommitRecord last) {
        if (to <= last.next()) {
            throw new WrongUseException("Invalid --to: " + to + ", expected more than " + last.next()
                    + ", where the chain of " + name + " stands: it goes forward only");
        }
        if (to > now.logEnd()) {
            throw new WrongUseException("Invalid --to: " + to + ", expected at most " + now.logEnd() + ", where " + name
                    + " ends: rows that are not written yet cannot be passed over");
        }
        long first = Math.max(last.next(), now.logStart());
        if (to > first && !force) {
            throw new UserErrorException("Cannot skip in " + name + ": the topic still has the offsets " + first
                    + " to " + (to - 1) + ", whose rows would never be in RAW; --force passes over them too");
        }
    }

    private static String who() {
        String host = System.getenv().getOrDefault("HOSTNAME", "unknown host");
        return System.getProperty("user.name") + " at " + host;
    }
}
