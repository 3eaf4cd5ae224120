package dev.sluice.batch.retain;

import dev.sluice.batch.ledger.BatchCommit;
import dev.sluice.batch.ledger.Ledger;
import dev.sluice.batch.process.Progress;
import dev.sluice.batch.rawlog.ChainPosition;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.record.commitlog.Retirement;
import dev.sluice.record.commitlog.Retirement.Action;
import dev.sluice.record.commitlog.Retirement.ChainEnd;
import dev.sluice.record.commitlog.Retirement.RetiredFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves RAW files that are old and processed to an archive, or deletes them. What is to go is written down first, in one
 * step; a run that dies after that is finished by the next, so each file ends in one place. Chains are retired from their
 * beginning without gaps, and the files of a chain's newest record always stay.
 */
public final class Retain {

    /** A record of the decision stays a file of a few megabytes. */
    private static final int MOST_FILES = 10_000;

    private final String dataset;
    private final LakeStorage raw;
    private final @Nullable LakeStorage archive;
    private final Progress progress;
    private final Instant before;
    private final Ledger ledger;
    private final RetirementLog log;

    /**
     * @param archive null to delete
     * @param before files whose last row was appended before this moment are old
     */
    public Retain(
            String dataset,
            LakeStorage raw,
            LakeStorage processed,
            @Nullable LakeStorage archive,
            Progress progress,
            Instant before) {
        this.dataset = dataset;
        this.raw = raw;
        this.archive = archive;
        this.progress = progress;
        this.before = before;
        this.ledger = new Ledger(processed, dataset);
        this.log = new RetirementLog(raw, dataset);
    }

    /** Says what {@link #run()} would do. */
    public RetainResult dryRun() throws IOException {
        long started = System.nanoTime();
        progress.stage("reading the commit log");
        return result(true, old(log.all(), Integer.MAX_VALUE).files(), 0, started);
    }

    /** @throws CannotRetainException when another run decided at the same time */
    public RetainResult run() throws IOException {
        long started = System.nanoTime();
        List<Retirement> all = new java.util.ArrayList<>(log.all());
        List<RetiredFile> done = new java.util.ArrayList<>();
        long repaired = finish(all);
        while (true) {
            progress.stage("reading the commit log");
            OldFiles old = old(all, MOST_FILES);
            if (old.ends().isEmpty()) {
                return result(false, done, repaired, started);
            }
            Retirement next = new Retirement(
                    Retirement.FORMAT,
                    all.size() + 1L,
                    archive == null ? Action.DELETE : Action.ARCHIVE,
                    archive == null ? null : archive.location(""),
                    old.ends(),
                    old.files(),
                    "pid " + ProcessHandle.current().pid(),
                    System.currentTimeMillis(),
                    Map.of());
            if (!log.add(next)) {
                throw new CannotRetainException(
                        "Cannot retain " + dataset + ": another run decides at the same time; run it again later");
            }
            all.add(next);
            takeOut(next);
            done.addAll(next.files());
        }
    }

    private OldFiles old(List<Retirement> all, int most) throws IOException {
        OldFiles old = new OldFiles(raw, dataset, before, most);
        for (ChainPosition position : ledger.head().map(BatchCommit::positions).orElse(List.of())) {
            old.look(position, end(position, all));
        }
        return old;
    }

    private static Optional<ChainEnd> end(ChainPosition chain, List<Retirement> all) {
        return all.stream()
                .flatMap(retirement -> retirement.chains().stream())
                .filter(end -> end.clusterId().equals(chain.clusterId())
                        && end.topicId().equals(chain.topicId())
                        && end.partition() == chain.partition())
                .reduce((earlier, later) -> later);
    }

    private long finish(List<Retirement> all) throws IOException {
        long finished = log.finished();
        long files = 0;
        for (Retirement retirement : all) {
            if (retirement.number() > finished) {
                files += takeOut(retirement);
            }
        }
        return files;
    }

    /** Safe to repeat. */
    private long takeOut(Retirement retirement) throws IOException {
        progress.stage(String.format(
                Locale.ROOT,
                "taking %,d files out of the RAW zone",
                retirement.files().size()));
        LakeStorage target = archive;
        if (retirement.action() == Action.ARCHIVE
                && (target == null || !target.location("").equals(retirement.archive()))) {
            throw new CannotRetainException(
                    "Cannot retain " + dataset + ": an earlier run that died was moving files to "
                            + retirement.archive() + "; finish it first, with --archive of that folder");
        }
        long moved = 0;
        for (RetiredFile file : retirement.files()) {
            if (retirement.action() == Action.DELETE || target == null) {
                raw.delete(file.path());
                moved++;
            } else if (raw.moveTo(target, file.path())) {
                moved++;
            } else if (target.size(file.path()).orElse(-1) != file.bytes()) {
                throw new CannotRetainException("Cannot retain " + dataset + ": " + file.path()
                        + " is neither in the RAW zone nor, with " + file.bytes() + " bytes, in the archive");
            }
        }
        log.finished(retirement.number());
        return moved;
    }

    private RetainResult result(boolean dryRun, List<RetiredFile> files, long repaired, long started) {
        return new RetainResult(
                dataset,
                dryRun,
                before,
                files.size(),
                files.stream().mapToLong(RetiredFile::rows).sum(),
                files.stream().mapToLong(RetiredFile::bytes).sum(),
                repaired,
                Duration.ofNanos(System.nanoTime() - started));
    }
}
