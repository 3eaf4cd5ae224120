package dev.sluice.batch.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The batches of a dataset, each committed by creating its file if absent and then rolled forward. A run that
 * dies before the creation leaves only staged files that nobody reads; one that dies after it is finished by
 * whoever calls {@link #recover()} next. Not thread-safe; any number of processes may work on the same ledger.
 */
public final class Ledger {

    private static final Pattern NUMBERED = Pattern.compile("(00\\d{18})\\b.*");

    private final LakeStorage processed;
    private final LedgerPaths paths;
    private final RollForward rollForward;

    public Ledger(LakeStorage processed, String dataset) {
        this(processed, dataset, new RollForward(processed));
    }

    private Ledger(LakeStorage processed, String dataset, RollForward rollForward) {
        this.processed = processed;
        this.paths = new LedgerPaths(dataset);
        this.rollForward = rollForward;
    }

    /** Of a table whose readers know by themselves which files count, and may still read an older state of it. */
    public static Ledger thatKeepsRemovedFiles(LakeStorage processed, String dataset) {
        return new Ledger(processed, dataset, RollForward.thatKeepsRemovedFiles(processed));
    }

    /** What a run has staged, or had. */
    public record Staged(long number, String batchId) {}

    /** Where the run that is at work on a dataset says so. */
    public static String leaseFolder(String dataset) {
        return new LedgerPaths(dataset).lease();
    }

    /** Finds the newest batch, finishes it and removes what dead runs staged. Empty before the first batch. */
    public Optional<BatchCommit> recover() throws IOException {
        long finished = finished();
        Optional<BatchCommit> head = head(finished);
        if (head.isPresent()) {
            if (head.get().number() > finished) {
                finish(head.get());
            }
            dropStagedUpTo(head.get().number());
        }
        return head;
    }

    /** The newest batch as it is, finished or not; changes nothing. Empty before the first batch. */
    public Optional<BatchCommit> head() throws IOException {
        return head(finished());
    }

    /** Where a run may stage the files of a batch; nobody else touches it before the number is taken. */
    public String stagingFolder(long number, String batchId) {
        return paths.staging(number, batchId);
    }

    /**
     * Makes a batch part of the table in one step, then moves its files into place.
     *
     * @throws OvertakenException when another run took the number; nothing of this one is left then
     */
    public void commit(BatchCommit commit) throws IOException {
        if (!processed.createIfAbsent(paths.commit(commit.number()), BatchCommitJson.write(commit))) {
            discard(commit.number(), commit.batchId());
            throw new OvertakenException(paths.dataset(), commit.number());
        }
        finish(commit);
        dropStagedUpTo(commit.number());
    }

    /** Writes down a batch that was committed elsewhere, and moves its files into place. Safe to repeat. */
    public void record(BatchCommit commit) throws IOException {
        processed.createIfAbsent(paths.commit(commit.number()), BatchCommitJson.write(commit));
        finish(commit);
    }

    /** Empty when the ledger has no such batch. */
    public Optional<BatchCommit> batch(long number) throws IOException {
        String path = paths.commit(number);
        return processed.read(path).map(json -> BatchCommitJson.read(json, path));
    }

    /** What lies in the staging folders of numbers that are taken. */
    public List<Staged> stagedUpTo(long head) throws IOException {
        List<Staged> staged = new ArrayList<>();
        for (LakeStorage.Entry entry : processed.list(paths.staging())) {
            OptionalLong number = number(entry.name());
            if (number.isPresent() && number.getAsLong() <= head) {
                staged.add(new Staged(
                        number.getAsLong(), entry.name().substring(entry.name().indexOf('-') + 1)));
            }
        }
        return staged;
    }

    /** Removes what a run staged that will not commit. */
    public void discard(long number, String batchId) throws IOException {
        processed.deleteFolder(paths.staging(number, batchId));
    }

    /** Whether another run has taken the number: then what this run saw may have changed under its hands. */
    public boolean isTaken(long number) throws IOException {
        return processed.size(paths.commit(number)).isPresent();
    }

    private void finish(BatchCommit commit) throws IOException {
        List<DataFile> missing = rollForward.apply(commit);
        if (!missing.isEmpty()) {
            if (isTaken(commit.number() + 1)) {
                return; // A faster run finished this batch, and a later batch has replaced the files.
            }
            throw new BrokenLedgerException("Cannot finish batch " + commit.number() + " of " + commit.dataset() + ": "
                    + missing.get(0).path() + " is neither staged nor in place");
        }
        processed.replace(paths.finished(), Long.toString(commit.number()).getBytes(UTF_8));
    }

    /** Up to which batch the removed files are known to be deleted; may lag. */
    public long cleanedUpTo() throws IOException {
        return hint(paths.cleaned());
    }

    public void cleanedUpTo(long number) throws IOException {
        processed.replace(paths.cleaned(), Long.toString(number).getBytes(UTF_8));
    }

    private long finished() throws IOException {
        return hint(paths.finished());
    }

    private long hint(String path) throws IOException {
        Optional<byte[]> hint = processed.read(path);
        if (hint.isPresent()) {
            String text = new String(hint.get(), UTF_8).strip();
            if (text.matches("\\d{1,18}") && isTaken(Long.parseLong(text))) {
                return Long.parseLong(text);
            }
        }
        return 0;
    }

    private Optional<BatchCommit> head(long known) throws IOException {
        long number = known > 0 ? known : newestListed();
        if (number == 0) {
            return Optional.empty();
        }
        while (isTaken(number + 1)) {
            number++;
        }
        String path = paths.commit(number);
        return Optional.of(batch(number)
                .orElseThrow(() -> new BrokenLedgerException("Cannot read " + path + ": not there any more")));
    }

    private long newestListed() throws IOException {
        return processed.list(paths.commits()).stream()
                .map(entry -> number(entry.name()))
                .flatMapToLong(OptionalLong::stream)
                .max()
                .orElse(0);
    }

    /** A folder whose number is taken is of a batch that is in place by now, or of one that can never be. */
    private void dropStagedUpTo(long head) throws IOException {
        for (Staged staged : stagedUpTo(head)) {
            processed.deleteFolder(paths.staging(staged.number(), staged.batchId()));
        }
    }

    private static OptionalLong number(String name) {
        var matcher = NUMBERED.matcher(name);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
