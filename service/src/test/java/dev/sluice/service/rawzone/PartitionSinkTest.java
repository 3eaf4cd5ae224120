package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.commitlog.CommitRecord.Kind;
import dev.sluice.record.commitlog.RecordName;
import dev.sluice.record.commitlog.SourceCount;
import dev.sluice.service.rawzone.chain.Hint;
import dev.sluice.service.rawzone.parquet.UnreadableRowException;
import dev.sluice.service.rawzone.storage.FaultyStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What a partition's sink commits, acknowledges and refuses. */
class PartitionSinkTest extends PartitionSinkFixture {

    @Test
    void countsRowsByTheirSource() throws IOException {
        PartitionSink sink = begin();
        deliver(sink, rowsAt(NOON, 3));
        flush(sink, RollReason.REVOKE);

        assertThat(last().counts()).containsExactly(new SourceCount(Rows.SOURCE_PARTITION, Rows.SOURCE_HOUR, 0, 3));
    }

    @Test
    void closesAnHourThatIsOverWithAnEmptyRecord() throws IOException {
        PartitionSink sink = begin();
        deliver(sink, rowsAt(NOON, 1));
        flush(sink, RollReason.REVOKE);
        passMarker();

        tick(sink);
        assertThat(last().kind()).isEqualTo(Kind.DATA);
        clock.pass(Duration.ofMinutes(51).plusSeconds(1));
        tick(sink);

        assertThat(last().kind()).isEqualTo(Kind.EMPTY);
        assertThat(last().files()).isEmpty();
        assertThat(last().next()).isEqualTo(2);
        assertThat(last().completeUntilMillis())
                .isEqualTo(NOON.plus(Duration.ofHours(1)).toEpochMilli());
    }

    @Test
    void closesIdleHoursOneByOneThoughNoOffsetPasses() throws IOException {
        PartitionSink sink = begin();
        deliver(sink, rowsAt(NOON, 5));
        kafka.end = 5;

        clock.pass(Duration.ofMinutes(52));
        tick(sink);
        tick(sink);
        clock.pass(Duration.ofHours(1));
        tick(sink);

        assertThat(chain())
                .extracting(RecordName::of)
                .containsExactly(
                        "genesis.json",
                        "00000000000000000000.json",
                        "00000000000000000005.json",
                        "00000000000000000005_000001.json");
        assertThat(last().completeUntilMillis())
                .isEqualTo(NOON.plus(Duration.ofHours(2)).toEpochMilli());
        deliver(sink, rowsAt(NOON.plus(Duration.ofHours(2)), 5));
        assertThat(RecordName.of(last())).isEqualTo("00000000000000000005_000002.json");
        assertThat(begin().oldestUnflushedMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(consumer.position(PARTITION)).isEqualTo(10);
    }

    @Test
    void keepsAnHourOpenWhileTheBrokerHasRowsThatTheConsumerHasNotHeardOf() throws IOException {
        PartitionSink sink = begin();
        deliver(sink, rowsAt(NOON, 5));
        kafka.end = 6;
        clock.pass(Duration.ofMinutes(52));

        tick(sink);

        assertThat(last().kind()).isEqualTo(Kind.DATA);
        assertThat(consumer.paused()).isEmpty();
        deliver(sink, rowsAt(NOON, 1));
        tick(sink);
        assertThat(last().files().get(0).path()).contains("ingest_hour=12");
        tick(sink);
        assertThat(last().kind()).isEqualTo(Kind.EMPTY);
    }

    @Test
    void filesARowOfAClosedHourUnderTheFirstOpenOne() throws IOException {
        PartitionSink sink = begin();
        passMarker();
        clock.pass(Duration.ofMinutes(52));
        tick(sink);
        assertThat(last().kind()).isEqualTo(Kind.EMPTY);

        deliver(sink, rowsAt(NOON, 1));
        flush(sink, RollReason.REVOKE);

        assertThat(last().files().get(0).path()).contains("ingest_hour=13");
        assertThat(last().completeUntilMillis())
                .isEqualTo(NOON.plus(Duration.ofHours(1)).toEpochMilli());
    }

    @Test
    void acknowledgesWhenOnlyMarkersPassed() throws IOException {
        PartitionSink sink = begin();
        deliver(sink, rowsAt(NOON, 5));
        passMarker();
        clock.pass(Duration.ofSeconds(1));

        tick(sink);

        assertThat(committed().offset()).isEqualTo(6);
        assertThat(Hint.parse(committed().metadata())).contains(Hint.at(last()));
        assertThat(chain()).hasSize(2);
    }

    @Test
    void dropsItsFileAndReadsOnBehindAnotherWritersRecord() throws IOException {
        List<ConsumerRecord<byte[], byte[]>> topic = rowsAt(NOON, 4);
        PartitionSink sink = begin();
        deliver(sink, topic.subList(0, 3));
        PartitionSink other = begin();
        deliver(other, topic);
        flush(other, RollReason.REVOKE);

        flush(sink, RollReason.REVOKE);
        runResults();

        assertThat(chain()).hasSize(2);
        assertThat(consumer.position(PARTITION)).isEqualTo(last().next());
        assertThat(DuckDb.ids(directory.resolve("raw"), "things"))
                .doesNotHaveDuplicates()
                .hasSize(4);
        assertThat(storage.prepared("things")).isEmpty();
        assertThat(meters.counter("sluice.raw.commit.conflicts").count()).isEqualTo(1);
    }

    @Test
    void touchesNothingOnceThePartitionIsGone() throws IOException {
        PartitionSink sink = begin();
        sink.append(rowsAt(NOON, 2));

        sink.close();
        flush(sink, RollReason.REVOKE);

        assertThat(chain()).hasSize(1);
        try (var files = Files.walk(directory.resolve("local"))) {
            assertThat(files.map(Path::toString)).noneMatch(file -> file.endsWith(".inprogress"));
        }
    }

    @Test
    void stopsByNameAtARowOfAnUnknownSchema() throws IOException {
        PartitionSink sink = begin();
        byte[] row = rows.row(0);
        row[2] ^= 1;

        assertThatThrownBy(() -> sink.append(List.of(message(row, NOON))))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessageContaining("no such schema")
                .hasMessageEndingWith("(things.rows-0@0)");
    }

    @Test
    void knowsTheAgeOfTheOldestRowThatIsNotInRaw() throws IOException {
        PartitionSink sink = begin();
        assertThat(sink.oldestUnflushedMillis()).isEqualTo(Long.MAX_VALUE);

        poll(sink, rowsAt(NOON, 5));
        assertThat(sink.oldestUnflushedMillis()).isEqualTo(NOON.toEpochMilli());
        runResults();

        assertThat(sink.oldestUnflushedMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void repeatsWhatTheStorageRefusesUntilItIsBack() throws IOException {
        var failures = new int[] {5};
        storage = new FaultyStorage(storage, (call, when) -> {
            if (when == FaultyStorage.When.BEFORE && failures[0]-- > 0) {
                throw new IOException("storage away");
            }
        });
        PartitionSink sink = begin();

        deliver(sink, rowsAt(NOON, 5));

        assertThat(last().next()).isEqualTo(5);
        assertThat(meters.counter("sluice.raw.retries").count()).isEqualTo(5);
    }
}
