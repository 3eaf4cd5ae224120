package dev.sluice.demo;

import java.nio.file.Path;

/**
 * What a demo is to do.
 *
 * @param home of the project, where the launcher lies
 * @param lake where the zones go
 * @param count records of the first part; a tenth of it follows as an increment
 * @param seed of the generator
 */
record DemoSettings(Path home, Path lake, long count, long seed) {

    static final String DATASET = "books";
    static final String INPUT = "books.xml";
    static final int PARTITIONS = 4;

    Path definition() {
        return home.resolve("examples/books/definition.yaml");
    }

    Path raw() {
        return lake.resolve("raw");
    }

    Path processed() {
        return lake.resolve("processed");
    }

    long increment() {
        return Math.max(1, count / 10);
    }
}
