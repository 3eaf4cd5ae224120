package dev.sluice.service.rawzone;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.service.rawzone.chain.Chain;
import dev.sluice.service.rawzone.chain.ChainId;
import dev.sluice.service.rawzone.chain.Hint;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
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
        submit(() -> {
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

    void roll(Roll.Step step) {
        submit(() -> commit(step));
    }

    /**
     * Commits a step without rows if the partition has no more to read. Asks the broker, for what the consumer heard
     * last may be from before the hour was over.
     */
    void closeHour(Roll.Step step, TopicPartition partition, Runnable whenThereIsMore) {
        submit(() -> {
            long end = context.retry()
                    .untilDone(
                            "learn the end of " + id,
                            cancellation,
                            () -> context.kafka().readCommittedEnd(partition));
            return end > step.next() ? whenThereIsMore : commit(step);
        });
    }

    private Runnable commit(Roll.Step step) {
        try {
            Optional<CommitRecord> committed = new Roll(context.storage(), chain, id, context.retry(), cancellation)
                    .run(step, context.writer(), context.clock().millis());
            return () -> whenRolled.accept(committed, step.reason());
        } catch (IOException localFile) {
            return () -> whenLocalFailure.accept(localFile);
        }
    }

    void cancel() {
        cancellation.cancel();
    }

    private void submit(SinkContext.Work work) {
        context.submit(() -> {
            try {
                return work.run();
            } catch (CancellationException cancelled) {
                log.debug("Gave up because the partition was taken away {}", id);
                return () -> {};
            }
        });
    }
}
