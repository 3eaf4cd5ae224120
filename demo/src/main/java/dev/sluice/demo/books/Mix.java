package dev.sluice.demo.books;

/** Turns seed, message and record into the seed of that record's own random numbers. */
final class Mix {

    private Mix() {}

    static long of(long seed, long index, int slot) {
        return stir(stir(stir(seed) + index) + slot);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood, 2014): every bit of the input moves half of the output. */
    private static long stir(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
