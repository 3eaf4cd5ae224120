package dev.sluice.service.rawzone;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecord.Kind;
import dev.sluice.service.rawzone.chain.Chain;
import dev.sluice.service.rawzone.chain.ChainId;
import dev.sluice.service.rawzone.chain.Hint;
import dev.sluice.service.rawzone.parquet.ParquetOptions;
import dev.sluice.service.rawzone.parquet.RowFile;
import dev.sluice.service.rawzone.parquet.RowLayout;
import dev.sluice.service.rawzone.parquet.SourceRow;
import dev.sluice.service.rawzone.storage.RawStorage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * The protocol of one partition without a broker: recovers, then commits the rows of a topic in which each row has an
 * even offset and a marker follows it, until all are in RAW. Two idle hours follow each file.
 */
public final class Writer {

    public static final ChainId ID = new ChainId("things", "cluster-1", "topic-1", "things.rows", 0);

    private static final int ROWS_PER_FILE = 3;
    static final int IDLE_HOURS_PER_FILE = 2;

    final Cancellation cancellation = new Cancellation();
    final FakeKafka kafka;

    private final Rows rows = Rows.ofEveryType();
    private final RowLayout layout = new RowLayout(rows.schema());
    private final Path local;
    private final RawStorage storage;
    private final Chain chain;
    private final Retry retry;
    private final Recovery recovery;
    private final long end;
    private Optional<Hint> known = Optional.empty();

    /** @param count rows of the topic */
    public Writer(Path local, RawStorage storage, FakeKafka kafka, int count) {
        this.local = local;
        this.storage = storage;
        this.kafka = kafka;
        this.end = count * 2L;
        this.chain = new Chain(storage, ID);
        var settings = new RawSettings(
                local,
                1,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                RawSettings.Codec.ZSTD,
                1 << 20,
                1 << 30,
                List.of(),
                1,
                Duration.ofSeconds(1),
                Duration.ofMillis(1),
                Duration.ofMillis(2));
        this.retry = new Retry(settings, new SinkStatus(), new RawMetrics(new SimpleMeterRegistry()));
        this.recovery = new Recovery(kafka, "test", Clock.systemUTC());
    }

    /** @return how often another writer was first */
    public int run() throws IOException {
        int lost = 0;
        CommitRecord last = recover();
        while (last.next() < end || !isIdleLongEnough(last)) {
            Optional<CommitRecord> committed = step(last);
            if (committed.isPresent()) {
                last = committed.get();
                kafka.committed = Optional.of(
                        new OffsetAndMetadata(last.next(), Hint.at(last).text()));
            } else {
                lost++;
                known = Optional.of(Hint.at(last));
                last = recover();
            }
        }
        return lost;
    }

    private CommitRecord recover() {
        return retry.untilDone("recover", cancellation, () -> recovery.recover(chain, ID, known))
                .last();
    }

    private static boolean isIdleLongEnough(CommitRecord last) {
        return last.next() == last.start() && last.sequence() == IDLE_HOURS_PER_FILE - 1;
    }

    private Optional<CommitRecord> step(CommitRecord last) throws IOException {
        if (last.next() > last.start() || (last.kind() == Kind.EMPTY && !isIdleLongEnough(last))) {
            long hour = last.completeUntilMillis() + 3_600_000;
            return roll(new Roll.Step(last, null, last.next(), hour, RollReason.HOUR));
        }
        return roll(new Roll.Step(
                last,
                file(last),
                Math.min(end, last.next() + ROWS_PER_FILE * 2),
                last.completeUntilMillis(),
                RollReason.ROWS));
    }

    private Optional<CommitRecord> roll(Roll.Step step) throws IOException {
        var roll = new Roll(storage, chain, ID, retry, cancellation);
        return roll.commit(roll.close(step), "test", 0);
    }

    private OpenFile file(CommitRecord last) throws IOException {
        long next = Math.min(end, last.next() + ROWS_PER_FILE * 2);
        var options = new ParquetOptions(CompressionCodecName.ZSTD, 1 << 20, List.of());
        var open = new OpenFile(
                new RowFile(local.resolve(UUID.randomUUID() + ".inprogress"), layout, options), 0, rows.version(), 0);
        for (long offset = last.next(); offset < next; offset += 2) {
            byte[] row = rows.row(offset / 2);
            open.write(new SourceRow(row, 0, offset, 1000, layout.lineage(row)), 0);
        }
        return open;
    }
}
