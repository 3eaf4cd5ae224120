package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class EndWatchTest {

    private static final TopicPartition PARTITION = new TopicPartition("things.rows", 3);

    private final FakeKafka kafka = new FakeKafka();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SinkStatus status = new SinkStatus();
    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final EndWatch watch = new EndWatch(kafka, () -> Set.of(PARTITION), new RawMetrics(meters), status, clock);

    @Test
    void knowsTheEndWithoutAConsumer() {
        kafka.end = 55;
        kafka.written = 55;

        watch.run();

        assertThat(watch.readCommittedEnd(PARTITION)).isEqualTo(55);
        assertThat(age()).isZero();
    }

    @Test
    void agesATransactionUntilItEndsAndNamesItWhenItHangs() {
        kafka.end = 40;
        kafka.written = 55;
        watch.run();
        clock.pass(Duration.ofSeconds(119));
        watch.run();
        assertThat(age()).isEqualTo(119);
        assertThat(status.state().detail()).isEmpty();

        clock.pass(Duration.ofSeconds(1));
        watch.run();
        assertThat(status.state().detail())
                .isEqualTo("Rows of things.rows-3 wait for a transaction at offset 40 that has not ended for 120 s;"
                        + " find it with kafka-transactions.sh find-hanging");

        kafka.end = 56;
        kafka.written = 56;
        watch.run();
        assertThat(status.state().detail()).isEmpty();
        assertThat(age()).isZero();
    }

    @Test
    void takesOneShortTransactionAfterAnotherForWhatTheyAre() {
        for (int offset = 40; offset < 60; offset++) {
            kafka.end = offset;
            kafka.written = offset + 5;
            watch.run();
            clock.pass(Duration.ofSeconds(30));
        }

        assertThat(age()).isZero();
    }

    private double age() {
        return meters.get("sluice.raw.open.transaction.age").gauge().value();
    }
}
