package dev.sluice.service.replay;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.commitlog.Epoch;
import dev.sluice.service.topology.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Works out what a replay would do. Changes nothing. */
final class Planner {

    private final Admin admin;
    private final TopicNames names;
    private final Map<String, Object> clients;

    Planner(Admin admin, TopicNames names, Map<String, Object> clients) {
        this.admin = admin;
        this.names = names;
        this.clients = clients;
    }

    /** @throws WrongUseException when the start is not within what was read */
    ReplayPlan plan(ReplayStart from, String definitionVersion, long nowMillis) {
        List<Epoch> epochs = epochs();
        boolean resumed = !epochs.isEmpty() && epochs.get(epochs.size() - 1).phase() == Epoch.Phase.BEGUN;
        int running = resumed ? epochs.size() - 1 : epochs.size();
        Positions positions = Positions.read(admin, names, clients, running);
        List<TopicPartition> input = positions.partitions(names.input());
        if (input.isEmpty()) {
            throw cannot("topic " + names.input() + " does not exist; name the right one with --input");
        }
        Epoch epoch = resumed
                ? epochs.get(epochs.size() - 1)
                : next(epochs, positions, input, from, definitionVersion, nowMillis);
        Map<TopicPartition, Long> ends = positions.offsets(input, OffsetSpec.latest());
        List<ReplayPlan.Partition> partitions = input.stream()
                .map(partition -> new ReplayPlan.Partition(
                        partition,
                        positions.reached(partition),
                        epoch.startOf(partition.partition()),
                        ends.getOrDefault(partition, 0L) - epoch.startOf(partition.partition())))
                .toList();
        List<String> topics = names.internal().stream()
                .filter(topic -> !positions.partitions(topic).isEmpty())
                .toList();
        return new ReplayPlan(epoch, resumed, partitions, topics, obstacles(positions));
    }

    private List<Epoch> epochs() {
        if (Positions.partitions(admin, names.epochs()).isEmpty()) {
            throw cannot("topic " + names.epochs() + " does not exist; start the service once, which creates it");
        }
        return new EpochsTopic(names.epochs(), clients).read();
    }

    private Epoch next(
            List<Epoch> epochs,
            Positions positions,
            List<TopicPartition> input,
            ReplayStart from,
            String definitionVersion,
            long nowMillis) {
        if (input.stream().allMatch(partition -> positions.reached(partition) == 0)) {
            throw cannot("the service has not read anything of " + names.input() + " yet in epoch " + epochs.size());
        }
        TreeMap<Integer, Long> reached = new TreeMap<>();
        for (TopicPartition partition : input) {
            long before = epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).reachedIn(partition.partition());
            reached.put(partition.partition(), Math.max(before, positions.reached(partition)));
        }
        return new Epoch(
                Epoch.FORMAT,
                epochs.size() + 1,
                Epoch.Phase.BEGUN,
                starts(positions, input, from),
                reached,
                definitionVersion,
                nowMillis,
                0,
                Map.of());
    }

    private TreeMap<Integer, Long> starts(Positions positions, List<TopicPartition> input, ReplayStart from) {
        Map<TopicPartition, Long> beginnings = positions.offsets(input, OffsetSpec.earliest());
        Map<TopicPartition, Long> found = from instanceof ReplayStart.Time time
                ? positions.offsets(input, OffsetSpec.forTimestamp(time.millis()))
                : Map.of();
        if (from instanceof ReplayStart.Offsets offsets) {
            checkPartitions(offsets, input.size());
        }
        TreeMap<Integer, Long> starts = new TreeMap<>();
        for (TopicPartition partition : input) {
            long beginning = beginnings.getOrDefault(partition, 0L);
            // Behind it no message was read; where retention has deleted unread ones, there is no other place to go on.
            long latest = Math.max(beginning, positions.reached(partition));
            long start = latest;
            if (from instanceof ReplayStart.Earliest) {
                start = beginning;
            } else if (from instanceof ReplayStart.Time) {
                long first = found.getOrDefault(partition, -1L);
                start = first < 0 ? latest : Math.min(Math.max(first, beginning), latest);
            } else if (from instanceof ReplayStart.Offsets offsets) {
                start = offsets.byPartition().getOrDefault(partition.partition(), latest);
            }
            if (start < beginning || start > latest) {
                throw new WrongUseException("Invalid --from: " + partition.partition() + ":" + start + ", expected "
                        + beginning + " to " + latest + ": " + partition + " begins there, and was read up to there");
            }
            starts.put(partition.partition(), start);
        }
        return starts;
    }

    private void checkPartitions(ReplayStart.Offsets offsets, int count) {
        for (Integer partition : offsets.byPartition().keySet()) {
            if (partition >= count) {
                throw new WrongUseException("Invalid --from: " + partition + ":"
                        + offsets.byPartition().get(partition) + ", expected a partition of " + names.input()
                        + ", 0 to "
                        + (count - 1));
            }
        }
    }

    private List<String> obstacles(Positions positions) {
        List<String> obstacles = new ArrayList<>();
        List<String> members = new Group(admin, names.application()).members();
        if (!members.isEmpty()) {
            obstacles.add("instances are alive (" + String.join(", ", members)
                    + "); stop them all, or wait until the group gives up those that were stopped or killed (45 s, unless"
                    + " session.timeout.ms says otherwise)");
        }
        List<TopicPartition> undrained = new Undrained(positions, clients).partitions(names.rekey());
        if (!undrained.isEmpty()) {
            obstacles.add("rows wait in " + undrained + " that are not deduplicated yet; start the service with the"
                    + " input at rest until its lag is 0, stop it, and try again");
        }
        return obstacles;
    }

    private UserErrorException cannot(String reason) {
        return new UserErrorException("Cannot replay " + names.dataset() + ": " + reason);
    }
}
