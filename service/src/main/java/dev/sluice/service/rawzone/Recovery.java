package dev.sluice.service.rawzone;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.service.rawzone.chain.Chain;
import dev.sluice.service.rawzone.chain.ChainId;
import dev.sluice.service.rawzone.chain.Hint;
import dev.sluice.service.rawzone.storage.RawZoneException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds where a partition's chain ends, or begins it: what an instance does before it reads a row. */
final class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private final KafkaView kafka;
    private final String writer;
    private final Clock clock;

    /** @param last record of the chain; @param committed offset of the group, -1 if none */
    record Recovered(CommitRecord last, long committed) {}

    Recovery(KafkaView kafka, String writer, Clock clock) {
        this.kafka = kafka;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * May be repeated after an {@link IOException}.
     *
     * @param known a record of the chain that was its last a while ago
     * @throws RawZoneException when the sink must not go on
     */
    Recovered recover(Chain chain, ChainId id, Optional<Hint> known) throws IOException {
        var partition = new TopicPartition(id.topic(), id.partition());
        Optional<OffsetAndMetadata> committed = kafka.committed(partition);
        Optional<Hint> hint = committed.flatMap(offset -> Hint.parse(offset.metadata()));
        long beginning = kafka.beginning(partition);
        Optional<CommitRecord> found = chain.recover(known.or(() -> hint));
        CommitRecord last = found.isPresent()
                ? found.get()
                : chain.begin(
                        genesis(id, beginning),
                        committed
                                .map(offset -> OptionalLong.of(offset.offset()))
                                .orElse(OptionalLong.empty()));
        if (beginning > last.next()) {
            throw new RawZoneException(
                    "Cannot continue " + id + ": offsets " + last.next() + " to " + (beginning - 1)
                            + " are not in RAW yet and the rows topic no longer has them; its retention has overtaken the sink");
        }
        long committedOffset = committed.map(OffsetAndMetadata::offset).orElse(-1L);
        if (committed.isPresent() && !agrees(committedOffset, hint, last)) {
            log.warn(
                    "The committed offset differs from the commit log, which counts topic={} partition={} offset={}"
                            + " head={}",
                    id.topic(),
                    id.partition(),
                    committedOffset,
                    last.next());
        }
        return new Recovered(last, committedOffset);
    }

    /** Ahead of the chain is in order where only transaction markers followed its last record. */
    private static boolean agrees(long committed, Optional<Hint> hint, CommitRecord last) {
        return committed == last.next() || (committed > last.next() && hint.equals(Optional.of(Hint.at(last))));
    }

    private CommitRecord genesis(ChainId id, long start) {
        if (start > 0) {
            log.warn(
                    "The chain begins after the first row ever written, which the topic no longer has topic={}"
                            + " partition={} offset={}",
                    id.topic(),
                    id.partition(),
                    start);
        }
        return new CommitRecord(
                CommitRecord.FORMAT,
                CommitRecord.Kind.GENESIS,
                UUID.randomUUID().toString(),
                null,
                id.clusterId(),
                id.topicId(),
                id.topic(),
                id.partition(),
                start,
                0,
                start,
                0,
                0,
                List.of(),
                List.of(),
                null,
                writer,
                clock.millis(),
                Map.of());
    }
}
