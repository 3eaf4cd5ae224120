package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.record.commandline.CommandRunner;
import dev.sluice.service.command.FsckCommand;
import dev.sluice.service.command.OffsetsCommand;
import dev.sluice.service.command.RawZones;
import dev.sluice.service.rawzone.storage.LocalStorage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What operators see of the offsets, and how they get past rows that are gone. */
class OffsetsIT extends RawSinkFixture {

    private static final RawZones LOCAL = (location, settings) -> new LocalStorage(Path.of(location));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private String err = "";

    @Test
    void showsWhereEachPartitionStands() throws Exception {
        commit(30);
        start(settings());
        awaitDrained();

        assertThat(offsets("show")).as(err).isZero();
        assertThat(lines()).hasSize(partitions() + 2).allMatch(line -> line.length() <= 100);
        assertThat(lines().get(0))
                .matches("part +log start +head +committed +log end +lag +epoch +last commit +complete until");
        assertThat(lines().get(1)).matches(" *0 +0 +11 +11 +11 +0 +0 +20.*");

        assertThat(offsets("show", "--json")).isZero();
        JsonNode line = new ObjectMapper().readTree(lines().get(0));
        assertThat(line.path("head").asLong()).isEqualTo(11);
        assertThat(line.path("lag").asLong()).isZero();
        assertThat(line.path("metadata").asText())
                .contains(line.path("commit_id").asText());
        assertThat(line.path("warnings")).isEmpty();
    }

    @Test
    void warnsWhenKafkaDisagreesWithTheCommitLog() throws Exception {
        commit(30);
        start(settings());
        awaitDrained();
        stopSinks();
        sinks.clear();
        admin.alterConsumerGroupOffsets(
                        topic.group(),
                        Map.of(partition(0), new OffsetAndMetadata(3), partition(1), new OffsetAndMetadata(15)))
                .all()
                .get();

        assertThat(offsets("show")).isZero();

        assertThat(lines())
                .contains(
                        "Warning: " + topic.topic() + "-0: the group's committed offset 3 is behind the chain's 11",
                        "Warning: " + topic.topic() + "-1: the group's committed offset 15 is ahead of the chain's 11,"
                                + " and its metadata does not name the chain's last record: somebody else has moved it");
    }

    @Test
    void passesOverRowsThatAreGone() throws Exception {
        commit(30);
        RawSink first = start(settings());
        awaitDrained();
        first.stop(Duration.ofSeconds(20));
        List<String> before = List.copyOf(expected);
        commit(30);
        admin.deleteRecords(Map.of(partition(0), RecordsToDelete.beforeOffset(20)))
                .all()
                .get();
        RawSink stopped = start(settings());
        awaitFailure(stopped);
        stopped.stop(Duration.ofSeconds(20));
        sinks.clear();

        assertThat(offsets("show")).isZero();
        assertThat(lines())
                .contains("Warning: " + topic.topic() + "-0: offsets 11 to 19 are not in RAW and the topic no longer"
                        + " has them; ./sluice offsets skip passes over them");

        assertThat(skip(20)).as(err).isZero();
        assertThat(lines())
                .containsExactly("Would pass over offsets 11 to 19 of " + topic.topic()
                        + "-0; nothing was changed, --execute does it.");
        assertThat(skip(20, "--execute")).as(err).isZero();
        assertThat(lines().get(0)).startsWith("Passed over offsets 11 to 19 of " + topic.topic() + "-0: commit ");

        start(settings());
        awaitDrained();
        // The topic's offsets 11 to 19 were rows of the second transaction.
        assertThat(ids()).hasSize(before.size() + 30 - 9).containsAll(before);
        assertThat(run(new picocli.CommandLine(new FsckCommand(LOCAL, out)), "fsck", "--raw", raw().toString()))
                .as(err)
                .isZero();
        assertThat(lines()).contains("Passed over by hand in partition 0 of " + topic.dataset() + ": 9 offsets");
    }

    @Test
    void refusesToPassOverWhatIsThereOrIsNotYetThere() throws Exception {
        commit(30);
        RawSink sink = start(settings());
        awaitDrained();

        assertThat(skip(20, "--force", "--execute")).isEqualTo(1);
        assertThat(err).contains("reads it for the service; stop the service first");
        sink.stop(Duration.ofSeconds(20));
        assertThat(skip(5)).isEqualTo(2);
        assertThat(err).contains("expected more than 11").contains("it goes forward only");
        assertThat(skip(99)).isEqualTo(2);
        assertThat(err).contains("expected at most 11");
        commit(30);
        assertThat(skip(20)).isEqualTo(1);
        assertThat(err).contains("the topic still has the offsets 11 to 19").contains("--force");
        assertThat(skip(20, "--force")).as(err).isZero();
        assertThat(offsets("skip", "--partition", "9", "--to", "1", "--reason", "test"))
                .isEqualTo(2);
        assertThat(err).contains("Invalid --partition: 9, expected one of " + topic.topic() + ", 0 to 2");
        assertThat(offsets("skip", "--partition", "0", "--to", "20", "--reason", " "))
                .isEqualTo(2);
        assertThat(err).contains("Invalid --reason");
    }

    @Test
    void namesATopicOrAChainThatIsNotThere() {
        assertThat(run(
                        OffsetsCommand.with(LOCAL, out),
                        "offsets",
                        "show",
                        "--dataset",
                        "absent",
                        "--raw",
                        raw().toString(),
                        "--bootstrap",
                        broker.bootstrap()))
                .isEqualTo(1);
        assertThat(err)
                .isEqualToIgnoringNewLines(
                        "Cannot read the offsets of absent.rows: there is no such topic;" + " is --dataset right?");
        assertThat(skip(1)).isEqualTo(1);
        assertThat(err).contains("it has no chain in this RAW zone");
    }

    private int skip(long to, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("skip", "--partition", "0", "--to", "" + to, "--reason", "a test"));
        arguments.addAll(List.of(options));
        return offsets(arguments.toArray(String[]::new));
    }

    private int offsets(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--dataset", topic.dataset(), "--raw", raw().toString(), "--bootstrap", broker.bootstrap()));
        return run(OffsetsCommand.with(LOCAL, out), "offsets", all.toArray(String[]::new));
    }

    private int run(picocli.CommandLine command, String name, String... arguments) {
        PrintStream standardError = System.err;
        var written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        out.reset();
        try {
            return CommandRunner.run(command.getCommandSpec(), "sluice " + name, arguments);
        } finally {
            System.setErr(standardError);
            err = written.toString(StandardCharsets.UTF_8);
        }
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic.topic(), number);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
