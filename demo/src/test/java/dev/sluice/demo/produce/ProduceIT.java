package dev.sluice.demo.produce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.demo.proof.CommittedRecords;
import dev.sluice.record.commandline.CommandRunner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProduceIT {

    @TempDir
    private Path directory;

    @Test
    void createsTheTopicAndTellsTheTruthAboutWhatItSent() throws Exception {
        try (var broker = LocalBroker.start(directory)) {
            String said = produce("--bootstrap", broker.bootstrap(), "--count", "3000", "--seed", "5", "--json");

            var messages = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            CommittedRecords.read(broker.bootstrap(), "books.xml", messages::add);
            var truth = new ObjectMapper().readTree(said);
            assertThat(messages)
                    .hasSize(3000)
                    .extracting(ConsumerRecord::partition)
                    .contains(0, 1, 2, 3);
            assertThat(messages.stream().filter(message -> message.value() == null))
                    .hasSize(truth.path("tombstones").asInt())
                    .isNotEmpty();
            assertThat(truth.path("messages").asLong()).isEqualTo(3000);
            assertThat(truth.path("records").asLong())
                    .isEqualTo(truth.path("distinct").asLong()
                            + truth.path("duplicates").asLong()
                            + truth.path("rejected").asLong());
            assertThat(truth.path("seed").asLong()).isEqualTo(5);
        }
    }

    private static String produce(String... arguments) {
        var standardOutput = System.out;
        var captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            assertThat(CommandRunner.run(new ProduceCommand(), "sluice produce", arguments))
                    .isZero();
        } finally {
            System.setOut(standardOutput);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }
}
