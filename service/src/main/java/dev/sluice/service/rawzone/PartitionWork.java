package dev.sluice.service.rawzone;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.RawFile;
import dev.sluice.service.rawzone.chain.Chain;
import dev.sluice.service.rawzone.chain.ChainId;
import dev.sluice.service.rawzone.chain.Hint;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done for a partition off the poll thread, one thing at a time; results come back on the poll thread. */
final class PartitionWork {

    private static final Logger log = LoggerFactory.getLogger(PartitionWork.class);

    private final SinkContext context;
    private final ChainId id;
    private final Chain chain;
    private final Cancellation cancellation = new Cancellation();
    private final Consumer<Recovery.Recovered> whenRecovered;
    private final BiConsumer<Optional<CommitRecord>, RollReason> whenRolled;
    private final Consumer<Exception> whenLocalFailure;
    private volatile long closingBytes;

    PartitionWork(
            SinkContext context,
            TopicPartition partition,
            Consumer<Recovery.Recovered> whenRecovered,
            BiConsumer<Optional<CommitRecord>, RollReason> whenRolled,
            Consumer<Exception> whenLocalFailure) {
        this.context = context;
        this.id = context.chainId(partition);
        this.chain = new Chain(context.storage(), id);
        this.whenRecovered = whenRecovered;
        this.whenRolled = whenRolled;
        this.whenLocalFailure = whenLocalFailure;
    }

    /** @param failures in a row that led here: the more, the longer it waits first */
    void recover(Optional<Hint> hint, int failures) {
        submit(context.threads(), () -> {
            if (failures > 0) {
                cancellation.pause(context.retry().waitAfter(failures));
            }
            Recovery.Recovered recovered = context.retry()
                    .untilDone(
                            "read the commit log of " + id,
                            cancellation,
                            () -> context.recovery().recover(chain, id, hint));
            return () -> whenRecovered.accept(recovered);
        });
    }

    void roll(Roll.Step step, long bufferedBytes) {
        closingBytes = bufferedBytes;
        submit(context.closers(), () -> {
            try {
                Roll.Closed closed = roll().close(step);
                submit(context.threads(), () -> commit(closed));
                return () -> {};
            } catch (IOException localFile) {
                return () -> whenLocalFailure.accept(localFile);
            } finally {
                closingBytes = 0;
            }
        });
    }

    /**
     * Commits a step without rows if the partition has no more to read. Asks the broker, for what the consumer heard
     * last may be from before the hour was over.
     */
    void closeHour(Roll.Step step, TopicPartition partition, Runnable whenThereIsMore) {
        submit(context.threads(), () -> {
            Map<TopicPartition, KafkaView.Ends> ends = context.retry()
                    .untilDone(
                            "learn the end of " + id,
                            cancellation,
                            () -> context.kafka().ends(Set.of(partition)));
            boolean isMore = Objects.requireNonNull(ends.get(partition)).readCommitted() > step.next();
            return isMore ? whenThereIsMore : commit(new Roll.Closed(step, null, 0, ""));
        });
    }

    private Runnable commit(Roll.Closed closed) {
        try {
            Optional<CommitRecord> committed =
                    roll().commit(closed, context.writer(), context.clock().millis());
            OpenFile file = closed.step().file();
            if (committed.isPresent() && file != null) {
                context.metrics().published(file.sourceTimes(), context.clock().millis());
                tell(committed.get(), closed.step().reason());
            }
            return () -> whenRolled.accept(committed, closed.step().reason());
        } catch (IOException localFile) {
            return () -> whenLocalFailure.accept(localFile);
        }
    }

    private static void tell(CommitRecord record, RollReason reason) {
        log.info(
                "Committed topic={} partition={} start={} next={} rows={} bytes={} reason={} commit={}",
                record.topic(),
                record.partition(),
                record.start(),
                record.next(),
                record.files().stream().mapToLong(RawFile::rows).sum(),
                record.files().stream().mapToLong(RawFile::bytes).sum(),
                reason.label(),
                record.commitId());
    }

    private Roll roll() {
        return new Roll(context.storage(), chain, id, context.retry(), cancellation);
    }

    /** Memory that will be free once a file is complete on the local disk. */
    long closingBytes() {
        return closingBytes;
    }

    void cancel() {
        cancellation.cancel();
    }

    private void submit(Executor threads, SinkContext.Work work) {
        context.submit(threads, () -> {
            try {
                return work.run();
            } catch (CancellationException cancelled) {
                log.debug("Gave up because the partition was taken away {}", id);
                return () -> {};
            }
        });
    }
}
