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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One dataset with its topics, its feed, its part of the lake and its service instances: what one fault is tried on.
 * Not thread-safe.
 */
public final class Trial implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(150);

    private final World world;
    private final String dataset;
    private final int partitions;
    private final Path folder;
    private final RecordDefinition definition;
    private final Ledger ledger = new Ledger();
    private final Random random;
    private final InstanceSettings settings;
    private final Instances instances;
    private final RawReader reader;
    private final Topics topics;
    private final Commands commands;
    private final AtomicLong ahead = new AtomicLong();
    private Feed feed;
    private @Nullable Proofs proofs;

    Trial(World world, String dataset, int partitions, Random random) throws Exception {
        this.world = world;
        this.dataset = dataset;
        this.partitions = partitions;
        this.random = random;
        this.folder = Files.createDirectories(world.folder().resolve(dataset));
        Path definitionFile = DefinitionFile.write(folder, dataset);
        this.definition = DefinitionReader.read(definitionFile);
        this.settings = new InstanceSettings(world, definitionFile, partitions);
        this.instances = new Instances(world, dataset, folder, settings);
        this.topics = new Topics(world.brokers().direct(), dataset, partitions);
        topics.create(RowSchema.of(definition));
        this.feed = rows(ledger, 0);
        this.commands = new Commands(world, dataset, definitionFile, folder);
        this.reader = new RawReader(world.lake(), dataset);
    }

    private Feed rows(Ledger into, long firstNumber) throws Exception {
        var source = new RowSource(
                topics.rows(),
                topics.rowsId(),
                partitions,
                definition,
                into,
                random,
                () -> System.currentTimeMillis() + ahead.get());
        return new Feed(world.brokers().direct(), "feed-" + topics.rows(), source, firstNumber, random);
    }

    /** From now on XML goes to the input topic, and instances run the whole pipeline. */
    public void throughTheWholePipeline() throws Exception {
        throughTheWholePipeline(new XmlSource(topics.input(), topics.rowsId(), ledger));
        proofs = new Proofs(commands);
    }

    /** The same with good and bad messages of all kinds. */
    public MixedXml throughTheWholePipelineWithAllKinds() throws Exception {
        var source = new MixedXml(topics.input(), partitions, random);
        throughTheWholePipeline(source);
        return source;
    }

    private void throughTheWholePipeline(Feed.Source source) {
        feed.close();
        feed = new Feed(world.brokers().direct(), "feed-" + topics.input(), source, 0, random);
        settings.wholePipeline();
    }

    public Path folder() {
        return folder;
    }

    public Path definitionFile() {
        return DefinitionFile.in(folder);
    }

    public String dataset() {
        return dataset;
    }

    public int partitions() {
        return partitions;
    }

    public World world() {
        return world;
    }

    public Topics topics() {
        return topics;
    }

    /** For the instances that are started from now on. */
    public void set(String key, String value) {
        settings.set(key, value);
    }

    /** An instance finds the state that the one before it left, as on the same machine. */
    public void keepState() {
        settings.set("sluice.state-dir", folder.resolve("state").toString());
    }

    /** Rows begin to flow, or go on. */
    public void startFeed() {
        feed.commitMost();
        feed.start();
    }

    public void pauseFeed() {
        feed.pause();
    }

    /** Rows flow, and all of them are taken back. */
    public void feedAbortedOnly() {
        feed.abortAll();
        feed.start();
    }

    /** Begins a transaction that nobody ends before the broker does, after this time. */
    public AutoCloseable hang(Duration timeout) throws InterruptedException {
        return feed.hang(timeout);
    }

    /** Sets the clock of the producer forward, for a topic that takes its time. */
    public void setClockAhead(Duration time) {
        ahead.set(time.toMillis());
    }

    /** Starts an instance to which these faults happen. */
    public Instance start(Fault... faults) throws IOException {
        return instances.start(List.of(faults), List.of());
    }

    /** Starts an instance with a mistake planted in it. */
    public Instance startMutant(Mutant mutant, Fault... faults) throws IOException {
        return instances.start(List.of(faults), List.of(mutant));
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

    /** Takes files out of the RAW zone as {@code retain} does, once in a trial. */
    public void archive(Set<String> names) throws IOException {
        Retirements.archive(world.lake(), dataset, names);
    }

    /** Waits until a file is seen that was not among these. */
    public void awaitNewFile(Set<String> before) {
        Await.until("a new file of " + dataset, PATIENCE, () -> {
            instances.requireOneAlive();
            return !before.containsAll(files());
        });
    }

    /** Waits until a row of a message is seen that was sent at this moment or later. */
    public void awaitRowSentAfter(Instant moment) throws IOException {
        Set<String> older = files();
        Await.until("a row of a message sent after " + moment, PATIENCE, () -> {
            instances.requireOneAlive();
            for (String name : files()) {
                if (older.add(name)) {
                    Optional<Path> file = world.lake().fetch(name);
                    if (file.isPresent() && Oracle.holdsRowSentAfter(file.get(), moment)) {
                        return true;
                    }
                }
            }
            return false;
        });
    }

    /** Whether this instance has partitions now. */
    public boolean isOwner(Instance instance) throws ExecutionException, InterruptedException {
        return topics.owned(instance.name()) > 0;
    }

    /** Waits until this instance is a member of the group that has partitions. */
    public void awaitOwner(Instance instance, int atLeast) {
        Await.until(instance + " has " + atLeast + " partitions", PATIENCE, () -> {
            if (!instance.isAlive()) {
                throw new IllegalStateException(instance.process().lastWords());
            }
            return topics.owned(instance.name()) >= atLeast;
        });
    }

    /** Stops the feed and waits until the group has no lag. */
    public void drain() {
        feed.pause();
        Await.until("lag 0", PATIENCE, () -> {
            instances.requireOneAlive();
            return topics.lag() == 0;
        });
    }

    /**
     * Lets everything come to rest with a healthy owner, and judges it.
     *
     * @return what the oracle, the reader, the group's lag and the service's own commands say
     */
    public Verdict settle() throws Exception {
        feed.pause();
        if (instances.areAllGone()) {
            start();
        }
        var problems = new ArrayList<String>();
        if (proofs != null) {
            proofs.close();
            problems.addAll(proofs.problems());
            proofs.everythingArrived(PATIENCE).ifPresent(problems::add);
        }
        try {
            drain();
        } catch (RuntimeException never) {
            problems.add(never.getMessage());
        }
        Verdict verdict = judge();
        problems.addAll(verdict.problems());
        return new Verdict(verdict.produced(), verdict.lost(), verdict.duplicated(), problems);
    }

    /** Ends everything as it is, and judges it: rows on their way count as lost. */
    public Verdict judge() throws Exception {
        List<String> problems = end();
        Verdict verdict = Oracle.judge(world.lake().copy(dataset), dataset, ledger, folder.resolve("ledger.csv"));
        problems.addAll(verdict.problems());
        Commands.Answer fsck = commands.fsck();
        if (fsck.code() != 0) {
            problems.add(fsck.toString());
        }
        return new Verdict(verdict.produced(), verdict.lost(), verdict.duplicated(), problems);
    }

    /** Ends everything as it is, and returns what the reader saw that nobody must see. */
    public List<String> end() {
        feed.pause();
        instances.stop();
        reader.close();
        var problems = new ArrayList<>(reader.problems());
        if (reader.listings() == 0) {
            problems.add("the reader never looked");
        }
        return problems;
    }

    /** Deletes the rows topic and creates it again; what is written to it from now on no sink must take. */
    public void recreateRows() throws Exception {
        feed.pause();
        long next = feed.nextNumber();
        feed.close();
        topics.recreateRows();
        feed = rows(new Ledger(), next);
    }

    @Override
    public void close() {
        if (proofs != null) {
            proofs.close();
        }
        feed.close();
        instances.kill();
        topics.close();
    }
}
