package dev.sluice.service.rawzone.offsets;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.service.rawzone.chain.Hint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * One partition of the rows topic.
 *
 * @param logStart first offset that the topic still has
 * @param logEnd offset behind the last one that a reader of committed rows can reach
 * @param committed by the sink's consumer group
 * @param last record of the partition's chain
 */
public record PartitionOffsets(
        int partition, long logStart, long logEnd, Optional<OffsetAndMetadata> committed, Optional<CommitRecord> last) {

    /** Offsets that are not in RAW yet. Transaction markers behind the last row are no lag. */
    public long lag() {
        long position = last.map(CommitRecord::next).orElse(logStart);
        if (committed.isPresent() && last.isPresent() && agreesWith(last.get())) {
            position = Math.max(position, committed.get().offset());
        }
        return Math.max(0, logEnd - position);
    }

    /** Where the commit log and Kafka contradict each other, one sentence each; the commit log counts. */
    public List<String> disagreements() {
        List<String> found = new ArrayList<>();
        if (last.isEmpty()) {
            committed.ifPresent(offset -> found.add("the group has committed offset " + offset.offset()
                    + " but there is no chain: the service will refuse to begin one; is --raw right?"));
            return found;
        }
        CommitRecord record = last.get();
        long head = record.next();
        if (logStart > head) {
            found.add("offsets " + head + " to " + (logStart - 1) + " are not in RAW and the topic no longer has them;"
                    + " ./sluice offsets skip passes over them");
        }
        if (head > logEnd) {
            found.add("the chain is at " + head + ", the topic ends at " + logEnd + ": the topic has lost rows");
        }
        if (committed.isEmpty()) {
            found.add("the group has no committed offset: lag tools see nothing until the service commits again");
        } else if (committed.get().offset() < head) {
            found.add("the group's committed offset " + committed.get().offset() + " is behind the chain's " + head);
        } else if (committed.get().offset() > head && !agreesWith(record)) {
            found.add("the group's committed offset " + committed.get().offset() + " is ahead of the chain's " + head
                    + ", and its metadata does not name the chain's last record: somebody else has moved it");
        }
        return found;
    }

    private boolean agreesWith(CommitRecord record) {
        return committed
                .flatMap(offset -> Hint.parse(offset.metadata()))
                .filter(Hint.at(record)::equals)
                .isPresent();
    }
}
