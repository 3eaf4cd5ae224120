package dev.sluice.service.verify;

/** The messages of the input topic, where numbers alone cannot tell. */
interface SourceMessages {

    /** Whether the topic still has this offset, and all after it. */
    boolean has(int partition, long offset);

    /** @param from inclusive; @param to exclusive */
    long count(int partition, long from, long to);
}
