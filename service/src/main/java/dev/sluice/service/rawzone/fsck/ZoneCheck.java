package dev.sluice.service.rawzone.fsck;

import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.service.rawzone.chain.RawFileName;
import dev.sluice.service.rawzone.storage.Prepared;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Checks datasets of a RAW zone, which may be in use. Memory grows with the number of files by some hundred bytes each.
 * For one thread.
 */
public final class ZoneCheck implements AutoCloseable {

    /** The storage's answers are waited for side by side; most of the time goes there. */
    private static final int THREADS = 8;

    private static final Pattern HOUR_FOLDER =
            Pattern.compile("ingest_date=\\d{4}-\\d{2}-\\d{2}/ingest_hour=\\d{2}/[^/]+");
    private static final Set<String> KNOWN =
            Set.of(CommitLogPaths.COMMITS, CommitLogPaths.EPOCHS, CommitLogPaths.RETIRED, "_staging");

    private final RawStorage storage;
    private final Depth depth;
    private final Repair repair;
    private final Report report;
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

    public ZoneCheck(RawStorage storage, Depth depth, Repair repair, Report report) {
        this.storage = storage;
        this.depth = depth;
        this.repair = repair;
        this.report = report;
    }

    /** The datasets that have a commit log or data, in order. */
    public Set<String> datasets() throws IOException {
        Set<String> datasets = new TreeSet<>(storage.list(CommitLogPaths.COMMITS, ""));
        storage.list("", "").stream().filter(name -> !name.startsWith("_")).forEach(datasets::add);
        return datasets;
    }

    /** Checks what belongs to no dataset. */
    public void checkRoot() throws IOException {
        for (String name : storage.list("", "")) {
            if (name.startsWith("_") && !KNOWN.contains(name)) {
                report.found(stray(name, name, "nothing in the root of a RAW zone has such a name"));
            }
        }
    }

    public void check(String dataset) throws IOException {
        report.progress("listing");
        var files = new FileCheck(storage, dataset, pool, new FileContent(storage, depth), repair, report);
        files.list();
        Map<Integer, ChainSummary> chains = new HashMap<>();
        for (ChainFolder folder : new ChainFolders(storage, dataset, report).list()) {
            ChainSummary summary = new ChainWalk(storage, pool, folder, files, report).run();
            chains.put(folder.partition(), summary);
            report.chain(summary);
        }
        files.finish();
        files.unnamed().keySet().stream().sorted().forEach(path -> unnamed(dataset, path, chains));
        checkStaged(dataset, files.pending(), chains);
    }

    private void unnamed(String dataset, String path, Map<Integer, ChainSummary> chains) {
        Optional<RawFileName> name = RawFileName.parse(LastName.of(path));
        boolean looksLikeOurs = name.isPresent()
                && HOUR_FOLDER.matcher(path.substring(dataset.length() + 1)).matches()
                && chains.containsKey(name.get().partition())
                && chains.get(name.get().partition()).topic().equals(name.get().topic());
        report.found(
                looksLikeOurs
                        ? new Finding(
                                FindingKind.ORPHAN_FILE,
                                dataset,
                                OptionalInt.of(name.get().partition()),
                                path,
                                "no readable record names it",
                                Finding.Remedy.BY_HAND)
                        : stray(dataset, path, "the sink writes no file of such a name"));
    }

    private void checkStaged(String dataset, Set<String> pending, Map<Integer, ChainSummary> chains)
            throws IOException {
        for (Prepared file : storage.prepared(dataset)) {
            Optional<RawFileName> name = RawFileName.parse(file.fileName());
            String path = file.staged() == null ? file.path() : file.staged();
            if (name.isEmpty()) {
                report.found(stray(dataset, path, "the sink stages no file of such a name"));
            } else if (!pending.contains(file.fileName()) && isBehindHead(name.get(), chains)) {
                report.found(leftover(dataset, file, name.get(), path));
            }
        }
    }

    /** The next owner of the partition removes it, for it can be in nobody's hands any more; so may this. */
    private Finding leftover(String dataset, Prepared file, RawFileName name, String path) throws IOException {
        var finding = new Finding(
                FindingKind.LEFTOVER_STAGED,
                dataset,
                OptionalInt.of(name.partition()),
                path,
                "no record names it, and none can any more: the chain has passed offset " + name.start(),
                Finding.Remedy.BY_REPAIR);
        if (repair == Repair.DRY) {
            return finding;
        }
        storage.discard(file);
        return finding.as(Finding.Remedy.REPAIRED);
    }

    private static boolean isBehindHead(RawFileName name, Map<Integer, ChainSummary> chains) {
        ChainSummary chain = chains.get(name.partition());
        return chain != null && chain.topic().equals(name.topic()) && name.start() < chain.head();
    }

    private static Finding stray(String dataset, String path, String detail) {
        return new Finding(FindingKind.STRAY_FILE, dataset, OptionalInt.empty(), path, detail, Finding.Remedy.BY_HAND);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
