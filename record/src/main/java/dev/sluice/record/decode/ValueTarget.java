package dev.sluice.record.decode;

/** What takes a value once it is found: a column, or a predicate that compares it. */
interface ValueTarget {

    void put(RecordCollector collector, char[] text, int from, int to);

    void put(RecordCollector collector, String text);

    /** There is no value, and the message says so. */
    void putNull(RecordCollector collector);
}
