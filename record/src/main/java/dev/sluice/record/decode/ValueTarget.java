package dev.sluice.record.decode;

/** What takes a value once it is found: a column, or a predicate that compares it. */
interface ValueTarget {

    /** @param text not kept */
    void put(RecordCollector collector, Utf8Text text);

    void put(RecordCollector collector, String text);

    /** There is no value, and the message says so. */
    void putNull(RecordCollector collector);
}
