package dev.sluice.service.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.commitlog.ClosedHours;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.terminal.Table;
import dev.sluice.service.rawzone.RowsTopic;
import dev.sluice.service.rawzone.offsets.PartitionOffsets;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice offsets show}. */
@Command(
        name = "show",
        description = {
            "Show for each partition where its chain and the consumer group stand, and where they disagree.",
            "Changes nothing. Where they disagree, the chain counts."
        },
        footer = {"", "Example:", "  ./sluice offsets show --dataset books --raw /data/raw --bootstrap localhost:9092"})
final class OffsetsShowCommand implements Callable<Integer> {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);
    private static final JsonMapper JSON = new JsonMapper();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli answers --help and --verbose by it
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Mixin
    private final OffsetsSource source = new OffsetsSource();

    private final RawZones zones;
    private final PrintStream out;

    OffsetsShowCommand(RawZones zones, OutputStream out) {
        this.zones = zones;
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() {
        source.use(zones, (rows, offsets) -> {
            List<PartitionOffsets> partitions = offsets.read();
            if (json.isJson()) {
                partitions.forEach(partition -> out.println(line(rows, partition)));
            } else {
                print(rows, partitions);
            }
        });
        out.flush();
        return 0;
    }

    private void print(RowsTopic rows, List<PartitionOffsets> partitions) {
        var table = new Table()
                .row(
                        "part",
                        "log start",
                        "head",
                        "committed",
                        "log end",
                        "lag",
                        "epoch",
                        "last commit",
                        "complete until");
        for (PartitionOffsets partition : partitions) {
            table.row(
                    Integer.toString(partition.partition()),
                    Long.toString(partition.logStart()),
                    partition.last().map(last -> Long.toString(last.next())).orElse(""),
                    partition
                            .committed()
                            .map(offset -> Long.toString(offset.offset()))
                            .orElse(""),
                    Long.toString(partition.logEnd()),
                    Long.toString(partition.lag()),
                    partition.last().map(last -> Integer.toString(last.epoch())).orElse(""),
                    partition
                            .last()
                            .map(CommitRecord::writtenAtMillis)
                            .map(OffsetsShowCommand::minute)
                            .orElse(""),
                    partition
                            .last()
                            .map(CommitRecord::completeUntilMillis)
                            .map(OffsetsShowCommand::minute)
                            .orElse(""));
        }
        table.lines().forEach(out::println);
        long open = ClosedHours.firstOpen(partitions.stream()
                .map(partition ->
                        partition.last().map(CommitRecord::completeUntilMillis).orElse(0L))
                .toList());
        out.println(
                open == 0 ? "No hour is closed yet." : "All ingest hours before " + minute(open) + " UTC are closed.");
        for (PartitionOffsets partition : partitions) {
            for (String disagreement : partition.disagreements()) {
                out.println("Warning: " + rows.topic() + "-" + partition.partition() + ": " + disagreement);
            }
        }
    }

    private static String minute(long millis) {
        return millis == 0 ? "" : MINUTE.format(Instant.ofEpochMilli(millis));
    }

    private static ObjectNode line(RowsTopic rows, PartitionOffsets partition) {
        ObjectNode line = JSON.createObjectNode().put("topic", rows.topic()).put("partition", partition.partition());
        line.put("log_start", partition.logStart())
                .put("log_end", partition.logEnd())
                .put("lag", partition.lag());
        partition
                .committed()
                .ifPresent(offset -> line.put("committed", offset.offset()).put("metadata", offset.metadata()));
        partition
                .last()
                .ifPresent(last -> line.put("head", last.next())
                        .put("commit_id", last.commitId())
                        .put("epoch", last.epoch())
                        .put(
                                "last_commit",
                                Instant.ofEpochMilli(last.writtenAtMillis()).toString())
                        .put(
                                "complete_until",
                                Instant.ofEpochMilli(last.completeUntilMillis()).toString()));
        ArrayNode warnings = line.putArray("warnings");
        partition.disagreements().forEach(warnings::add);
        return line;
    }
}
