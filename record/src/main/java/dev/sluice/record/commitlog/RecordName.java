package dev.sluice.record.commitlog;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a record within its chain's folder: {@code <start, 20 digits>.json}, or
 * {@code <start, 20 digits>_<sequence, 6 digits>.json} after a record that closed an hour without any offset passing.
 * The name of a record's successor is a function of the record, so writers who saw the same end of a chain compete for
 * one name. Names sort as their records follow each other. The genesis record has a name of its own,
 * {@link CommitLogPaths#GENESIS}.
 */
public record RecordName(long start, int sequence) implements Comparable<RecordName> {

    private static final Pattern FILE = Pattern.compile("(\\d{20})(?:_(\\d{6}))?\\.json");
    private static final Comparator<RecordName> ORDER =
            Comparator.comparingLong(RecordName::start).thenComparingInt(RecordName::sequence);

    /** The only name that the record after this one can have. */
    public static RecordName after(CommitRecord record) {
        boolean passedNothing = record.next() == record.start() && record.kind() != CommitRecord.Kind.GENESIS;
        return new RecordName(record.next(), passedNothing ? record.sequence() + 1 : 0);
    }

    /** The file name of a record, genesis records included. */
    public static String of(CommitRecord record) {
        return record.kind() == CommitRecord.Kind.GENESIS
                ? CommitLogPaths.GENESIS
                : new RecordName(record.start(), record.sequence()).toString();
    }

    /** Empty when the file is something else, such as the genesis record or a checkpoint. */
    public static Optional<RecordName> parse(String fileName) {
        Matcher parts = FILE.matcher(fileName);
        try {
            return parts.matches()
                    ? Optional.of(new RecordName(
                            Long.parseLong(parts.group(1)),
                            parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2))))
                    : Optional.empty();
        } catch (NumberFormatException beyondLong) {
            return Optional.empty();
        }
    }

    /** Whether a record is the one that its name promises, and goes forward. */
    public boolean holds(CommitRecord record) {
        boolean forward = record.next() > record.start()
                || (record.next() == record.start() && record.kind() == CommitRecord.Kind.EMPTY);
        return record.start() == start
                && record.sequence() == sequence
                && forward
                && record.kind() != CommitRecord.Kind.GENESIS;
    }

    @Override
    public int compareTo(RecordName other) {
        return ORDER.compare(this, other);
    }

    /** The file name. */
    @Override
    public String toString() {
        return sequence == 0
                ? String.format(Locale.ROOT, "%020d.json", start)
                : String.format(Locale.ROOT, "%020d_%06d.json", start, sequence);
    }
}
