package dev.sluice.demo.books;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was sent, added up message by message: what any pipeline must agree with. Not thread-safe. */
public final class Truth {

    /** The {@link #checksum} in SQL (DuckDB), over distinct values of the column {@code record_id}. */
    public static final String CHECKSUM_SQL = "sum(substr(record_id, 10)::BIGINT)";

    private long messages;
    private long tombstones;
    private long malformed;
    private long records;
    private long distinct;
    private long duplicates;
    private long rejected;
    private long late;
    private long checksum;
    private final SortedMap<String, Long> deadLetters = new TreeMap<>();

    public void add(BookMessage message) {
        messages++;
        records += message.records();
        distinct += message.fresh().size();
        duplicates += message.again();
        rejected += message.rejected();
        late += message.late();
        message.fresh().forEach(id -> checksum += BookId.checksum(id));
        if (message.value() == null) {
            tombstones++;
        }
        var reason = message.deadLetter();
        if (reason != null) {
            deadLetters.merge(reason, 1L, Long::sum);
            malformed += message.records() == 0 ? 1 : 0;
        }
    }

    public long messages() {
        return messages;
    }

    /** Messages without a value. */
    public long tombstones() {
        return tombstones;
    }

    /** Messages that yield no records: dead letters as a whole. */
    public long malformed() {
        return malformed;
    }

    /** Records in well-formed messages: distinct, duplicate and rejected ones. */
    public long records() {
        return records;
    }

    /** Valid records, each counted once: the rows that must come out. */
    public long distinct() {
        return distinct;
    }

    public long duplicates() {
        return duplicates;
    }

    public long rejected() {
        return rejected;
    }

    /** Of the distinct ones. */
    public long late() {
        return late;
    }

    /** Messages by the reason of their dead letter. */
    public SortedMap<String, Long> deadLetters() {
        return Collections.unmodifiableSortedMap(deadLetters);
    }

    /** The sum of the last six digits of the distinct ids, whatever their order. */
    public long checksum() {
        return checksum;
    }
}
