package dev.sluice.chaos;

import dev.sluice.chaos.FrozenZombie.Successor;
import dev.sluice.chaos.inside.Fault;
import dev.sluice.chaos.inside.Fault.Action;
import dev.sluice.chaos.inside.Fault.Side;
import dev.sluice.chaos.inside.Step;
import dev.sluice.chaos.world.Lake;
import dev.sluice.chaos.world.TcpProxy.Network;
import dev.sluice.chaos.world.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;

/** All that can be done to the sink. */
final class Catalog {

    private static final int RANDOM_KILLS = 200;
    private static final int KILLS_PER_TRIAL = 50;

    private final List<Entry> entries = new ArrayList<>();
    private final Lake lake;

    /**
     * One fault.
     *
     * @param name for the table; the entries of one name share a row
     * @param partitions of the rows topic
     * @param nodes of the Kafka cluster
     */
    record Entry(String name, int partitions, int nodes, Function<Random, Scenario> scenario) {}

    private Catalog(Lake lake) {
        this.lake = lake;
    }

    /** With what can be done to this lake. */
    static List<Entry> of(Lake lake) {
        return new Catalog(lake).build();
    }

    private List<Entry> build() {
        add("kill -9 at each step, before and after", 2, random -> new Kills());
        for (int kills = 0; kills < RANDOM_KILLS; kills += KILLS_PER_TRIAL) {
            add("kill -9 at random, two instances", 4, random -> new RandomKills(KILLS_PER_TRIAL, random));
        }
        for (KillPoint point : KillPoint.values()) {
            for (Successor successor : Successor.values()) {
                add(
                        "SIGSTOP " + words(point) + ", new owner " + words(successor),
                        1,
                        random -> new FrozenZombie(point, successor));
            }
        }
        for (KillPoint point : List.of(
                KillPoint.BEFORE_PREPARE, KillPoint.BEFORE_COMMIT, KillPoint.AFTER_COMMIT, KillPoint.BEFORE_PUBLISH)) {
            add("cut off from Kafka alone " + words(point), 1, random -> new CutOffZombie(point));
        }
        storage();
        instances();
        brokers();
        operators();
        return entries;
    }

    private void storage() {
        for (Step step : Step.values()) {
            add(
                    "storage: " + words(step) + " done, answer lost",
                    2,
                    random -> new Deceived(new Fault(step, Side.AFTER, 1, 3, Action.FAIL)));
            add(
                    "storage: " + words(step) + " answers 503, then slow",
                    2,
                    random -> new Deceived(
                            new Fault(step, Side.BEFORE, 1, 4, Action.BUSY),
                            new Fault(step, Side.BEFORE, 5, 6, Action.SLOW)));
        }
        add(
                "storage: disk full",
                2,
                random -> new Deceived(
                        new Fault(Step.PREPARE, Side.BEFORE, 3, 6, Action.FULL),
                        new Fault(Step.COMMIT, Side.BEFORE, 6, 9, Action.FULL),
                        new Fault(Step.PUBLISH, Side.BEFORE, 12, 14, Action.FULL)));
        if (lake.server().isPresent()) {
            add("storage: kill -9 of its server", 2, StorageServerKills::new);
        }
        if (lake.line().isPresent()) {
            for (Network network : LineFaults.ALL) {
                add("line to the storage " + words(network), 2, random -> LineFaults.toStorage(network));
            }
        }
        add("file archived while a zombie publishes", 1, random -> new ArchivedMeanwhile());
    }

    private void instances() {
        add("1 -> 4 -> 2 instances", 4, random -> Scaling::upAndDown);
        add("rolling restart", 4, random -> Scaling::rollingRestart);
        add("whole pipeline: kill -9, warm restart", 2, random -> new WholePipeline(WholePipeline::kill));
        add("whole pipeline: kill -9, static member", 2, random -> new WholePipeline(WholePipeline::killStaticMember));
        add("whole pipeline: 1 -> 4 -> 2 instances", 4, random -> new WholePipeline(Scaling::upAndDown));
        add("whole pipeline: rolling restart", 4, random -> new WholePipeline(Scaling::rollingRestart));
        add("whole pipeline: rolling update of a StatefulSet", 6, random -> new RollingUpdate());
    }

    private void brokers() {
        add("broker kill -9, 1 node", 2, random -> BrokerFaults::kill);
        add("whole pipeline: broker kill -9, 1 node", 2, random -> new WholePipeline(BrokerFaults::kill));
        entries.add(new Entry("broker kill -9, each of 3 nodes", 2, 3, random -> BrokerFaults::kill));
        add("broker frozen 30 s", 2, random -> BrokerFaults::freeze);
        add("whole pipeline: broker frozen 30 s", 2, random -> new WholePipeline(BrokerFaults::freeze));
        add("connection cut 10 s", 2, random -> BrokerFaults::cut);
        for (Network network : LineFaults.ALL) {
            add(
                    "whole pipeline: line to the broker " + words(network),
                    2,
                    random -> new WholePipeline(LineFaults.toBrokers(network)));
        }
    }

    private void operators() {
        add("group offsets deleted", 2, random -> new GroupOffsets(Topics::deleteOffsets));
        add("group offsets set back", 2, random -> new GroupOffsets(topics -> topics.moveOffsets(-150)));
        add("group offsets set ahead", 2, random -> new GroupOffsets(topics -> topics.moveOffsets(150)));
        add("topic recreated", 2, random -> new Strangers.RecreatedTopic());
        add("cluster id changed", 2, random -> new Strangers.OtherCluster());
        add("hour boundary", 1, random -> new HourBoundary());
        add("aborted transactions only", 2, random -> Transactions::abortedOnly);
        add("hanging transaction", 2, random -> Transactions::hanging);
    }

    private void add(String name, int partitions, Function<Random, Scenario> scenario) {
        entries.add(new Entry(name, partitions, 1, scenario));
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
