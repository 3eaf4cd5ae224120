package dev.sluice.service.rawzone;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.service.rawzone.chain.Hint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One assigned partition: appends its rows to a file, hands full files to be committed and waits for that with the
 * partition paused, so at most one step of a chain is under way. For the poll thread.
 */
final class PartitionSink {

    private static final Logger log = LoggerFactory.getLogger(PartitionSink.class);

    /**
     * How long after its end an hour is closed: how far the clocks of broker and sink may differ before rows are filed
     * under a later hour than their own.
     */
    private static final long CLOSING_GRACE_MILLIS = 60_000;

    private final SinkContext context;
    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final PartitionWork work;
    private final RollPolicy policy;
    private final Acknowledgement acknowledgement;

    private Phase phase = Phase.RECOVERING;
    private @Nullable CommitRecord last;
    private @Nullable OpenFile open;
    /** Of the rows that are being committed, or of the wait for the chain, so that their age is known. */
    private long waitingSinceMillis = Long.MAX_VALUE;

    private int restarts;

    private enum Phase {
        RECOVERING,
        READING,
        ROLLING,
        CLOSED
    }

    PartitionSink(SinkContext context, Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        this.context = context;
        this.consumer = consumer;
        this.partition = partition;
        this.policy = new RollPolicy(context.settings());
        this.acknowledgement = new Acknowledgement(consumer, partition, context.clock());
        this.work = new PartitionWork(context, partition, this::recovered, this::rolled, this::restart);
    }

    /** Takes the partition over; no row is read before the end of its chain is known. */
    void begin() {
        consumer.pause(List.of(partition));
        // Without a position the consumer would look for a committed offset, which is only a hint here.
        consumer.seek(partition, 0);
        waitingSinceMillis = context.clock().millis();
        work.recover(Optional.empty(), 0);
    }

    private void recovered(Recovery.Recovered chain) {
        if (phase != Phase.RECOVERING) {
            return;
        }
        last = chain.last();
        waitingSinceMillis = Long.MAX_VALUE;
        acknowledgement.found(chain.committed());
        log.info("Continuing topic={} partition={} offset={}", partition.topic(), partition.partition(), last.next());
        read(last);
    }

    private void read(CommitRecord from) {
        moveTo(from.next());
        consumer.resume(List.of(partition));
        phase = Phase.READING;
    }

    /** A seek drops what the consumer has fetched already. */
    private void moveTo(long offset) {
        if (consumer.position(partition) != offset) {
            consumer.seek(partition, offset);
        }
    }

    void append(List<ConsumerRecord<byte[], byte[]>> messages) {
        for (int i = 0; i < messages.size() && phase == Phase.READING; i++) {
            try {
                append(
                        messages.get(i),
                        i + 1 < messages.size() ? messages.get(i + 1).offset() : -1);
            } catch (IOException | RetriableException failure) {
                restart(failure);
            }
        }
    }

    /** @param following offset of the next row at hand, -1 if there is none */
    private void append(ConsumerRecord<byte[], byte[]> message, long following) throws IOException {
        RowReader.Read read = context.reader().read(message);
        long now = context.clock().millis();
        long hour = Math.max(IngestHour.of(message.timestamp()), IngestHour.of(chain().completeUntilMillis()));
        OpenFile file = open;
        Optional<RollReason> ended = file == null ? Optional.empty() : policy.whenNotFor(read, hour, file);
        if (ended.isPresent()) {
            roll(ended.get(), message.offset(), hour);
            return;
        }
        if (file == null) {
            String version = read.row().lineage().definitionVersion();
            file = new OpenFile(context.newFile(read.layout()), hour, version, now);
            open = file;
        }
        file.write(read.row(), now);
        Optional<RollReason> full = policy.whenFull(file);
        if (full.isPresent()) {
            roll(full.get(), following >= 0 ? following : consumer.position(partition), 0);
        }
    }

    /** To be called often: closes what is due by time and acknowledges. */
    void tick() {
        if (phase != Phase.READING) {
            return;
        }
        long now = context.clock().millis();
        long position = consumer.position(partition);
        long hour = IngestHour.of(now - CLOSING_GRACE_MILLIS);
        if (open != null) {
            Optional<RollReason> due =
                    open.hour() < hour && isCaughtUp() ? Optional.of(RollReason.HOUR) : policy.whenDue(open, now);
            due.ifPresent(reason -> roll(reason, position, 0));
        } else if (hour > chain().completeUntilMillis() && isCaughtUp()) {
            closeHoursBefore(hour, position);
        } else if (acknowledgement.isDue(position)) {
            acknowledgement.send(position, chain());
        }
    }

    /** Says that the partition is complete up to an hour, so that nobody waits for one that has nothing to write. */
    private void closeHoursBefore(long hour, long position) {
        phase = Phase.ROLLING;
        consumer.pause(List.of(partition));
        work.closeHour(new Roll.Step(chain(), null, position, hour, RollReason.HOUR), partition, this::readOn);
    }

    private void readOn() {
        if (phase == Phase.ROLLING) {
            consumer.resume(List.of(partition));
            phase = Phase.READING;
        }
    }

    private boolean isCaughtUp() {
        return consumer.currentLag(partition).orElse(1) == 0;
    }

    /** Has the rows so far committed, if there are any. */
    void flush(RollReason reason) {
        if (phase == Phase.READING && open != null) {
            roll(reason, consumer.position(partition), 0);
        } else if (phase == Phase.READING && acknowledgement.isBehind(consumer.position(partition))) {
            acknowledgement.send(consumer.position(partition), chain());
        }
    }

    /** @param hour that the partition is known to have reached, else 0 */
    private void roll(RollReason reason, long next, long hour) {
        OpenFile file = open;
        long buffered = bufferedBytes();
        CommitRecord previous = chain();
        long completeUntil = Math.max(hour, previous.completeUntilMillis());
        if (file != null) {
            completeUntil = Math.max(completeUntil, file.maxTimeMillis());
            waitingSinceMillis = file.minTimeMillis();
        }
        open = null;
        phase = Phase.ROLLING;
        consumer.pause(List.of(partition));
        moveTo(next);
        work.roll(new Roll.Step(previous, file, next, completeUntil, reason), buffered);
    }

    private void rolled(Optional<CommitRecord> committed, RollReason reason) {
        if (phase != Phase.ROLLING) {
            return;
        }
        if (committed.isEmpty()) {
            log.warn(
                    "Another writer committed first; reading on behind its record topic={} partition={} offset={}",
                    partition.topic(),
                    partition.partition(),
                    chain().next());
            context.metrics().conflicted();
            phase = Phase.RECOVERING;
            work.recover(Optional.of(Hint.at(chain())), 0);
            return;
        }
        restarts = 0;
        waitingSinceMillis = Long.MAX_VALUE;
        last = committed.get();
        context.metrics().committed(last, reason);
        acknowledgement.send(last.next(), last);
        read(last);
    }

    /** Begins again at the chain's end, after rows were lost on the way to it: by a full local disk, for one. */
    private void restart(Exception failure) {
        if (phase == Phase.CLOSED) {
            return;
        }
        restarts++;
        log.warn(
                "Cannot write rows topic={} partition={} reason={} attempt={}",
                partition.topic(),
                partition.partition(),
                failure.toString(),
                restarts);
        consumer.pause(List.of(partition));
        waitingSinceMillis = Math.min(oldestUnflushedMillis(), context.clock().millis());
        dropOpenFile();
        phase = Phase.RECOVERING;
        work.recover(Optional.ofNullable(last).map(Hint::at), restarts);
    }

    /** Memory of the rows that were read and are in no local file yet; 0 while they are being closed. */
    long bufferedBytes() {
        OpenFile file = open;
        try {
            return file == null ? 0 : file.bufferedBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    long closingBytes() {
        return work.closingBytes();
    }

    boolean isRolling() {
        return phase == Phase.ROLLING;
    }

    /**
     * Append time of the oldest row that was read and is not in RAW yet, or when the sink began to look for the chain's
     * end; {@link Long#MAX_VALUE} if there is neither.
     */
    long oldestUnflushedMillis() {
        OpenFile file = open;
        return Math.min(waitingSinceMillis, file == null ? Long.MAX_VALUE : file.minTimeMillis());
    }

    /** What is read next; nothing while that is not known. */
    OptionalLong position() {
        if (phase != Phase.RECOVERING) {
            return OptionalLong.of(consumer.position(partition));
        }
        return last == null ? OptionalLong.empty() : OptionalLong.of(last.next());
    }

    /** Lets the partition go. Touches neither storage nor Kafka; what is under way elsewhere gives up. */
    void close() {
        phase = Phase.CLOSED;
        work.cancel();
        dropOpenFile();
    }

    private void dropOpenFile() {
        OpenFile file = open;
        open = null;
        if (file != null) {
            try {
                file.discard();
            } catch (IOException failure) {
                log.warn("Cannot remove a local file that is no longer needed reason={}", failure.toString());
            }
        }
    }

    private CommitRecord chain() {
        if (last == null) {
            throw new IllegalStateException(partition + " is read before its chain is known");
        }
        return last;
    }
}
