package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecord.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** When a partition's rows become a file. */
class PartitionRollTest extends PartitionSinkFixture {

    @Test
    void rollsAtTheMostRowsAndReadsOnWithTheNextOne() throws IOException {
        PartitionSink sink = begin();

        deliver(sink, rowsAt(NOON, 7));

        assertThat(chain()).hasSize(2);
        assertThat(last().start()).isZero();
        assertThat(last().next()).isEqualTo(5);
        assertThat(last().files().get(0).rows()).isEqualTo(5);
        assertThat(consumer.position(PARTITION)).isEqualTo(5);
        assertThat(consumer.paused()).isEmpty();
        assertThat(files("rows")).isEqualTo(1);
    }

    @Test
    void pausesThePartitionWhileItsFileIsCommitted() throws IOException {
        PartitionSink sink = begin();

        poll(sink, rowsAt(NOON, 5));

        assertThat(sink.isRolling()).isTrue();
        assertThat(consumer.paused()).containsExactly(PARTITION);
        runResults();
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void rollsWhenNoRowComesForAWhile() throws IOException {
        PartitionSink sink = begin();
        deliver(sink, rowsAt(NOON, 2));

        clock.pass(Duration.ofSeconds(29));
        tick(sink);
        assertThat(last().kind()).isEqualTo(Kind.GENESIS);
        clock.pass(Duration.ofSeconds(1));
        tick(sink);

        assertThat(last().next()).isEqualTo(2);
        assertThat(files("idle")).isEqualTo(1);
    }

    @Test
    void rollsAFileThatIsOldThoughRowsKeepComing() throws IOException {
        PartitionSink sink = begin();
        for (int i = 0; i < 4; i++) {
            deliver(sink, rowsAt(NOON, 1));
            clock.pass(Duration.ofSeconds(20));
            tick(sink);
        }

        assertThat(last().next()).isEqualTo(3);
        assertThat(files("age")).isEqualTo(1);
    }

    @Test
    void rollsBetweenTwoHoursAndFilesEachRowUnderItsOwn() throws IOException {
        PartitionSink sink = begin();
        Instant one = NOON.plus(Duration.ofHours(1));
        List<ConsumerRecord<byte[], byte[]>> both = rowsAt(NOON.plusSeconds(3599), 2);
        both.addAll(rowsAt(one, 2));

        deliver(sink, both);
        assertThat(consumer.position(PARTITION)).isEqualTo(2);
        assertThat(last().completeUntilMillis()).isEqualTo(one.toEpochMilli());
        deliver(sink, both.subList(2, 4));
        flush(sink, RollReason.SHUTDOWN);

        assertThat(chain())
                .flatExtracting(CommitRecord::files)
                .extracting(file -> file.path().substring(0, file.path().lastIndexOf('/')))
                .containsExactly(
                        "things/ingest_date=2026-01-31/ingest_hour=12", "things/ingest_date=2026-01-31/ingest_hour=13");
        assertThat(files("hour")).isEqualTo(1);
        assertThat(files("shutdown")).isEqualTo(1);
    }

    @Test
    void rollsWhatTakesTooMuchMemory() throws IOException {
        PartitionSink sink = begin();
        deliver(sink, rowsAt(NOON, 2));
        var sinks = List.of(sink);

        new BufferLimit(sink.bufferedBytes(), results).hold(sinks);
        assertThat(sink.isRolling()).isFalse();
        new BufferLimit(sink.bufferedBytes() - 1, results).hold(sinks);
        runResults();

        assertThat(last().next()).isEqualTo(2);
        assertThat(files("memory")).isEqualTo(1);
        assertThat(sink.bufferedBytes()).isZero();
        assertThat(sink.closingBytes()).isZero();
    }

    @Test
    void rollsWhenTheDefinitionChanges() throws IOException {
        PartitionSink sink = begin();
        Rows changed = Rows.ofAnotherVersion();
        List<ConsumerRecord<byte[], byte[]>> both = rowsAt(NOON, 1);
        both.add(message(changed.row(1), NOON));

        deliver(sink, both);
        deliver(sink, both.subList(1, 2));
        flush(sink, RollReason.REVOKE);

        assertThat(chain())
                .flatExtracting(CommitRecord::files)
                .extracting(file -> file.definitionVersion())
                .containsExactly(rows.version(), changed.version());
        assertThat(files("definition")).isEqualTo(1);
    }
}
