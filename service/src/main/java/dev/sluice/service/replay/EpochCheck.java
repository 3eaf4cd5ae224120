package dev.sluice.service.replay;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commitlog.Epoch;
import dev.sluice.service.topology.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Decides before the stream starts which epoch it runs in. Refuses input positions that would double rows or lose
 * messages without a word: those of a group that was reset by hand, that Kafka forgot, or that retention has passed.
 */
public final class EpochCheck {

    private final Admin admin;
    private final TopicNames names;
    private final Map<String, Object> clients;

    /** @param clients configuration of every Kafka client */
    public EpochCheck(Admin admin, TopicNames names, Map<String, Object> clients) {
        this.admin = admin;
        this.names = names;
        this.clients = Map.copyOf(clients);
    }

    /**
     * Sets the positions of a stream that never ran to the input's beginning, and changes nothing else.
     *
     * @param definitionVersion that the stream is to run by
     * @throws UserErrorException when it must not start
     */
    public RunningEpoch check(String definitionVersion) {
        List<Epoch> epochs = new EpochsTopic(names.epochs(), clients).read();
        int number = epochs.size();
        if (number > 0 && epochs.get(number - 1).phase() == Epoch.Phase.BEGUN) {
            throw cannot("a replay to epoch " + number
                    + " was begun and is not finished; finish it with ./sluice replay" + " --execute");
        }
        Positions positions = Positions.read(admin, names, clients, number);
        if (number > 0 && !positions.isAnythingAudited()) {
            checkDefinition(epochs.get(number - 1), definitionVersion);
        }
        checkInput(positions, number, number > 0 ? epochs.get(number - 1) : null);
        checkRekeyed(positions, number);
        checkState(positions, number);
        return new RunningEpoch(number, epochs);
    }

    private void checkDefinition(Epoch epoch, String definitionVersion) {
        if (!epoch.definitionVersion().equals(definitionVersion)) {
            throw cannot("epoch " + epoch.epoch() + " was begun for definition " + epoch.definitionVersion()
                    + ", this one is " + definitionVersion
                    + "; start with that one, or run ./sluice replay again with this one");
        }
    }

    private void checkInput(Positions positions, int number, @Nullable Epoch epoch) {
        List<TopicPartition> partitions = positions.partitions(names.input());
        Map<TopicPartition, Long> beginnings = positions.offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OptionalLong committed = positions.committed(partition);
            long beginning = beginnings.getOrDefault(partition, 0L);
            if (committed.isEmpty()
                    && epoch == null
                    && positions.audited(partition).isEmpty()) {
                first.put(partition, new OffsetAndMetadata(beginning));
                continue;
            }
            checkAccountedFor(positions, partition, number);
            if (epoch != null && committed.orElse(-1) < epoch.startOf(partition.partition())) {
                throw cannot(position(committed, partition) + ", but epoch " + number + " begins at "
                        + epoch.startOf(partition.partition())
                        + "; the group was reset by hand: run ./sluice replay again");
            }
            if (committed.orElse(0) < beginning) {
                throw cannot("messages " + committed.orElse(0) + " to " + (beginning - 1) + " of " + partition
                        + " were deleted by the topic's retention before they were read; go on behind them with"
                        + " ./sluice replay --from " + reached(positions, beginnings));
            }
        }
        if (!first.isEmpty()) {
            begin(first);
        }
    }

    private void checkRekeyed(Positions positions, int number) {
        for (TopicPartition partition : positions.partitions(names.rekey())) {
            checkAccountedFor(positions, partition, number);
        }
    }

    private void checkAccountedFor(Positions positions, TopicPartition partition, int number) {
        OptionalLong committed = positions.committed(partition);
        OptionalLong audited = positions.audited(partition);
        if (audited.isPresent() && committed.orElse(-1) < audited.getAsLong()) {
            throw cannot(position(committed, partition) + ", but epoch " + number + " has accounted for all before "
                    + audited.getAsLong() + " and would double their rows; to read again, begin a new epoch with"
                    + " ./sluice replay --from earliest; to go on where it was, with --from "
                    + reached(positions, Map.of()));
        }
    }

    /** Without its state the stream would take every key for new, and count from zero. */
    private void checkState(Positions positions, int number) {
        if (!positions.isAnythingAudited()) {
            return;
        }
        for (String topic : names.internal()) {
            if (positions.partitions(topic).isEmpty()) {
                throw cannot("topic " + topic + " is gone, which holds state of epoch " + number
                        + "; begin a new epoch with ./sluice replay --from earliest, or go on where it was with --from "
                        + reached(positions, Map.of()));
            }
        }
    }

    private String reached(Positions positions, Map<TopicPartition, Long> beginnings) {
        return positions.partitions(names.input()).stream()
                .map(partition -> partition.partition() + ":"
                        + Math.max(positions.reached(partition), beginnings.getOrDefault(partition, 0L)))
                .collect(Collectors.joining(","));
    }

    private String position(OptionalLong committed, TopicPartition partition) {
        return committed.isPresent()
                ? "group " + names.application() + " stands at offset " + committed.getAsLong() + " of " + partition
                : "group " + names.application() + " has no offset of " + partition;
    }

    /** The stream itself never chooses a position: it would not know a lost one from a first one. */
    private void begin(Map<TopicPartition, OffsetAndMetadata> first) {
        try {
            admin.alterConsumerGroupOffsets(names.application(), first).all().get();
        } catch (ExecutionException e) {
            Positions now = Positions.read(admin, names, clients, 0);
            if (first.keySet().stream()
                    .anyMatch(partition -> now.committed(partition).isEmpty())) {
                throw cannot("its first positions cannot be set: " + e.getMessage());
            } // else another instance was first
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cannot("interrupted");
        }
    }

    private UserErrorException cannot(String reason) {
        return new UserErrorException("Cannot start " + names.dataset() + ": " + reason);
    }
}
