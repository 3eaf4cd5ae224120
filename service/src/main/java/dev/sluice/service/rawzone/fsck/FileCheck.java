package dev.sluice.service.rawzone.fsck;

import dev.sluice.record.commitlog.RawFile;
import dev.sluice.service.rawzone.storage.Prepared;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * Holds the files of a dataset against what the records say of them. The zone may be in use meanwhile: what a writer
 * may be about to do is looked at again at the end. For one thread, once.
 */
final class FileCheck {

    private final RawStorage storage;
    private final String dataset;
    private final FileContent content;
    private final Repair repair;
    private final Report report;
    private final RetiredFiles retired;
    /** Lengths by path, of files that no record has named yet. */
    private final Map<String, Long> unnamed = new HashMap<>();

    private final InOrder<Optional<Finding>> checks;
    private final List<NamedFile> again = new ArrayList<>();
    /** Names of files whose staged copy, if there is one, is no leftover. */
    private final Set<String> pending = ConcurrentHashMap.newKeySet();

    private Set<String> staged = Set.of();

    FileCheck(
            RawStorage storage,
            String dataset,
            ExecutorService pool,
            FileContent content,
            Repair repair,
            Report report) {
        this.storage = storage;
        this.dataset = dataset;
        this.content = content;
        this.repair = repair;
        this.report = report;
        this.retired = new RetiredFiles(storage, dataset);
        this.checks = new InOrder<>(pool, finding -> finding.ifPresent(report::found));
    }

    /** To be called before any chain is read: a file that is there by now has its record by then. */
    void list() throws IOException {
        staged = staged();
        storage.forEachFile(dataset, (name, bytes) -> {
            unnamed.put(name, bytes);
            if (unnamed.size() % 1000 == 0) {
                report.progress(String.format("listing, %,d files", unnamed.size()));
            }
        });
    }

    private Set<String> staged() throws IOException {
        Set<String> names = new HashSet<>();
        for (Prepared file : storage.prepared(dataset)) {
            names.add(file.fileName());
        }
        return names;
    }

    /** @param newest whether its record is the last of its chain, so that a live writer may be publishing it now */
    void add(NamedFile named, boolean newest) throws IOException {
        Long listed = unnamed.remove(named.file().path());
        if (listed == null && newest) {
            pending.add(LastName.of(named.file().path()));
            again.add(named);
            return;
        }
        checks.add(() -> verdict(named, listed == null ? OptionalLong.empty() : OptionalLong.of(listed)));
    }

    private Optional<Finding> verdict(NamedFile named, OptionalLong listed) throws IOException {
        Optional<Finding> finding = found(named, listed);
        if (finding.isPresent()) {
            // Whatever else there is of it may be its only good copy.
            pending.add(LastName.of(named.file().path()));
        }
        return finding;
    }

    private Optional<Finding> found(NamedFile named, OptionalLong listed) throws IOException {
        RawFile file = named.file();
        OptionalLong length = listed.isPresent() ? listed : storage.length(file.path());
        if (length.isEmpty()) {
            return missing(named);
        }
        if (length.getAsLong() != file.bytes()) {
            return Optional.of(named.finding(
                    FindingKind.WRONG_LENGTH,
                    "it has " + length.getAsLong() + " bytes, its record says " + file.bytes()));
        }
        try {
            return content.check(named);
        } catch (FileNotFoundException archivedMeanwhile) {
            return missing(named);
        }
    }

    private Optional<Finding> missing(NamedFile named) throws IOException {
        return retired.contains(named.file().path()) ? Optional.empty() : Optional.of(absent(named));
    }

    private Finding absent(NamedFile named) throws IOException {
        String record = LastName.of(named.recordPath());
        String fileName = LastName.of(named.file().path());
        if (!staged.contains(fileName)) {
            return named.finding(FindingKind.MISSING_FILE, record + " names it; it is neither published nor staged");
        }
        Finding unpublished =
                named.finding(FindingKind.UNPUBLISHED_FILE, record + " names it; it is complete and not visible yet");
        if (repair == Repair.DRY) {
            return unpublished;
        }
        try {
            storage.publish(named.file());
            return verdict(named, OptionalLong.empty()).orElse(unpublished.as(Finding.Remedy.REPAIRED));
        } catch (RawZoneException gone) {
            return named.finding(FindingKind.MISSING_FILE, String.valueOf(gone.getMessage()));
        }
    }

    /** To be called after all chains were read. */
    void finish() throws IOException {
        checks.finish();
        staged = staged();
        for (NamedFile named : again) {
            verdict(named, OptionalLong.empty()).ifPresent(report::found);
        }
    }

    /** Lengths by path of the files that no record names. */
    Map<String, Long> unnamed() {
        return unnamed;
    }

    Set<String> pending() {
        return pending;
    }
}
