package dev.sluice.chaos.world;

import dev.sluice.chaos.inside.Fault;
import dev.sluice.chaos.inside.Mutant;
import dev.sluice.chaos.oracle.Ledger;
import dev.sluice.chaos.oracle.Oracle;
import dev.sluice.chaos.oracle.RawReader;
import dev.sluice.chaos.oracle.Verdict;
import dev.sluice.record.avro.RowSchema;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.RecordDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One dataset with its topics, its feed, its part of the lake and its service instances: what one fault is tried on.
 * Not thread-safe.
 */
public final class Trial implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(90);

    private final World world;
    private final String dataset;
    private final int partitions;
    private final Path folder;
    private final Path definitionFile;
    private final RecordDefinition definition;
    private final Ledger ledger = new Ledger();
    private final Random random;
    private final Map<String, String> settings = new HashMap<>();
    private final List<Instance> instances = new ArrayList<>();
    private final RawReader reader;
    private final Topics topics;
    private RowsFeed feed;

    Trial(World world, String dataset, int partitions, Random random) throws Exception {
        this.world = world;
        this.dataset = dataset;
        this.partitions = partitions;
        this.random = random;
        this.folder = Files.createDirectories(world.folder().resolve(dataset));
        this.definitionFile = folder.resolve("definition.yaml");
        Files.writeString(definitionFile, definitionText(dataset));
        this.definition = DefinitionReader.read(definitionFile);
        this.topics = new Topics(world.brokers().direct(), dataset, partitions);
        topics.create(RowSchema.of(definition));
        this.feed = newFeed(0);
        this.reader = new RawReader(world.lake(), dataset);
        settings.put("sluice.raw.roll.rows", "120");
        settings.put("sluice.raw.roll.idle", "400ms");
        settings.put("sluice.raw.roll.age", "1s");
        settings.put("sluice.raw.retry.max", "2s");
        settings.put("sluice.raw.revoke-timeout", "3s");
        settings.put("sluice.rows.partitions", Integer.toString(partitions));
        settings.put("sluice.kafka.session.timeout.ms", Long.toString(World.SESSION.toMillis()));
        settings.put("sluice.kafka.heartbeat.interval.ms", "700");
        settings.put("sluice.kafka.request.timeout.ms", "10000");
        settings.put("sluice.kafka.default.api.timeout.ms", "20000");
    }

    private static String definitionText(String dataset) throws IOException {
        try (var in = Trial.class.getResourceAsStream("definition.yaml")) {
            if (in == null) {
                throw new IllegalStateException("no definition.yaml");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("DATASET", dataset);
        }
    }

    private RowsFeed newFeed(long firstNumber) throws Exception {
        return new RowsFeed(
                world.brokers().direct(),
                topics.rows(),
                topics.rowsId(),
                partitions,
                definition,
                ledger,
                firstNumber,
                random);
    }

    public String dataset() {
        return dataset;
    }

    public int partitions() {
        return partitions;
    }

    public Topics topics() {
        return topics;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** For the instances that are started from now on. */
    public void set(String key, String value) {
        settings.put(key, value);
    }

    /** Rows begin to flow, or go on. */
    public void startFeed() {
        feed.start();
    }

    public void pauseFeed() {
        feed.pause();
    }

    /** Rows flow, and all of them are taken back. */
    public void feedAbortedOnly() {
        feed.onlyAbort(true);
        feed.start();
    }

    public void feedAgain() {
        feed.onlyAbort(false);
        feed.start();
    }

    /** Starts an instance of the sink to which these faults happen. */
    public Instance start(Fault... faults) throws IOException {
        return start(null, faults);
    }

    /** Starts an instance of the sink with a mistake planted in it. */
    public Instance startMutant(Mutant mutant, Fault... faults) throws IOException {
        return start(mutant, faults);
    }

    private Instance start(@Nullable Mutant mutant, Fault... faults) throws IOException {
        String name = dataset + "-" + (instances.size() + 1);
        Path control = Files.createDirectories(folder.resolve(name));
        var options = new ArrayList<>(List.of(
                "-Xmx256m",
                "-Dchaos.control=" + control,
                "-Dchaos.sink-only=true",
                "-Dchaos.faults="
                        + String.join(
                                " ",
                                List.of(faults).stream().map(Fault::toString).toList())));
        if (mutant != null) {
            options.add("-Dchaos.mutant=" + mutant);
        }
        var arguments = new ArrayList<>(List.of(
                "run",
                "--definition",
                definitionFile.toString(),
                "--bootstrap",
                world.brokers().proxied(),
                "--raw",
                world.lake().location(),
                "--state-dir",
                control.resolve("state").toString(),
                "--port",
                "0",
                "--set",
                "spring.main.web-application-type=none",
                "--set",
                "spring.main.lazy-initialization=true",
                "--set",
                "sluice.kafka.client.id=" + name));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        world.lake().settings().forEach(setting -> arguments.addAll(List.of("--set", setting)));
        var process = ChildProcess.start(
                name,
                control.resolve("service.log"),
                world.classPath(),
                options,
                "dev.sluice.service.SluiceService",
                arguments);
        var instance = new Instance(name, control, process);
        instances.add(instance);
        return instance;
    }

    /** The data files that can be seen now. */
    public Set<String> files() throws IOException {
        return world.lake().visible(dataset);
    }

    /** The data files that are seen, or that a commit record names already. */
    public Set<String> filesAndNamed() throws IOException, SQLException {
        Set<String> names = new HashSet<>(files());
        names.addAll(Oracle.named(world.lake().copy(dataset), dataset));
        return names;
    }

    public List<KafkaProxy> proxies() {
        return world.brokers().proxies();
    }

    /** Waits until a file is seen that was not among these. */
    public void awaitNewFile(Set<String> before) {
        Await.until("a new file of " + dataset, PATIENCE, () -> {
            requireSomeoneAlive();
            return !before.containsAll(files());
        });
    }

    private void requireSomeoneAlive() {
        if (instances.stream().noneMatch(Instance::isAlive) && !instances.isEmpty()) {
            throw new IllegalStateException("No instance is alive: "
                    + instances.get(instances.size() - 1).process().lastWords());
        }
    }

    /** Waits until this instance is a member of the group that has partitions. */
    public void awaitOwner(Instance instance, int atLeast) {
        Await.until(instance + " has " + atLeast + " partitions", PATIENCE, () -> {
            requireSomeoneAlive();
            return topics.owned(instance.name()) >= atLeast;
        });
    }

    /**
     * Lets everything come to rest with a healthy owner, and judges it.
     *
     * @return what the oracle, the reader and the group's lag say
     */
    public Verdict settle() throws Exception {
        feed.pause();
        if (instances.stream().noneMatch(Instance::isAlive)) {
            start();
        }
        var problems = new ArrayList<String>();
        try {
            Await.until("lag 0", PATIENCE, () -> {
                requireSomeoneAlive();
                return topics.lag() == 0;
            });
        } catch (RuntimeException never) {
            problems.add(never.getMessage());
        }
        Verdict verdict = judge();
        problems.addAll(verdict.problems());
        return new Verdict(verdict.produced(), verdict.lost(), verdict.duplicated(), problems);
    }

    /** Ends everything as it is, and judges it: rows on their way count as lost. */
    public Verdict judge() throws Exception {
        feed.pause();
        instances.forEach(Instance::stop);
        reader.close();
        var problems = new ArrayList<String>(reader.problems());
        if (reader.listings() == 0) {
            problems.add("the reader never looked");
        }
        Verdict verdict = Oracle.judge(world.lake().copy(dataset), dataset, ledger, folder.resolve("ledger.csv"));
        problems.addAll(verdict.problems());
        return new Verdict(verdict.produced(), verdict.lost(), verdict.duplicated(), problems);
    }

    /** Deletes the rows topic and creates it again, as an operator would who wants to start over. */
    public void recreateRows() throws Exception {
        feed.pause();
        long next = feed.nextNumber();
        feed.close();
        topics.recreateRows();
        feed = newFeed(next);
    }

    @Override
    public void close() {
        feed.close();
        instances.forEach(instance -> instance.process().kill());
        topics.close();
    }
}
