package dev.sluice.service.replay;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.service.topology.TopicNames;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Begins a new epoch, in steps of which each can be repeated: the epoch is written down as begun, the stream is reset,
 * the epoch is written down as ready. Between the first and the last no instance starts; a run that dies in between is
 * finished by the next.
 */
public final class Replay {

    private static final Duration DELETION_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Admin admin;
    private final TopicNames names;
    private final Map<String, Object> clients;
    private final EpochsTopic epochs;

    /** @param clients configuration of every Kafka client */
    public Replay(Admin admin, TopicNames names, Map<String, Object> clients) {
        this.admin = admin;
        this.names = names;
        this.clients = Map.copyOf(clients);
        this.epochs = new EpochsTopic(names.epochs(), clients);
    }

    /**
     * What {@link #execute} would do; changes nothing.
     *
     * @throws dev.sluice.record.commandline.WrongUseException when the start is not within what was read
     */
    public ReplayPlan plan(ReplayStart from, String definitionVersion) {
        return new Planner(admin, names, clients).plan(from, definitionVersion, System.currentTimeMillis());
    }

    /**
     * @param progress told before each step
     * @throws UserErrorException when there is an obstacle, or a step failed: then the command is to be run again
     */
    public void execute(ReplayPlan plan, Consumer<String> progress) throws IOException {
        if (!plan.obstacles().isEmpty()) {
            throw cannot(String.join("; and ", plan.obstacles()));
        }
        begin(plan, progress);
        reset(plan, progress);
        finish(plan, progress);
    }

    void begin(ReplayPlan plan, Consumer<String> progress) {
        if (!plan.resumed()) {
            progress.accept("Beginning epoch " + plan.epoch().epoch() + " in topic " + names.epochs());
            epochs.append(plan.epoch());
        }
        // From here on no instance starts; one that started just before would still be in the way.
        List<String> members = new Group(admin, names.application()).members();
        if (!members.isEmpty()) {
            throw cannot("an instance was started meanwhile: " + String.join(", ", members)
                    + "; stop it and run the same command again");
        }
    }

    void reset(ReplayPlan plan, Consumer<String> progress) throws IOException {
        progress.accept("Resetting group " + names.application() + " and its "
                + plan.topics().size() + " topics");
        new StreamReset(admin, names, clients).run(plan);
        awaitDeletion(plan.topics());
        Positions now = Positions.read(admin, names, clients, plan.epoch().epoch());
        for (ReplayPlan.Partition partition : plan.partitions()) {
            if (now.committed(partition.partition()).orElse(-1) != partition.start()) {
                throw cannot("group " + names.application() + " does not stand at offset " + partition.start() + " of "
                        + partition.partition() + " after the reset; run the same command again");
            }
        }
    }

    /** A service that starts while a deletion is still under way would take the old topics for its own. */
    private void awaitDeletion(List<String> topics) {
        long deadline = System.nanoTime() + DELETION_TIMEOUT.toNanos();
        for (String topic : topics) {
            while (!Positions.partitions(admin, topic).isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw cannot("topic " + topic + " is still there; is delete.topic.enable true? Run the same command"
                            + " again");
                }
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cannot("interrupted; run the same command again");
        }
    }

    void finish(ReplayPlan plan, Consumer<String> progress) {
        epochs.append(plan.epoch().ready());
        progress.accept("Epoch " + plan.epoch().epoch() + " is ready");
    }

    private UserErrorException cannot(String reason) {
        return new UserErrorException("Cannot replay " + names.dataset() + ": " + reason);
    }
}
