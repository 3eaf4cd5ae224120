package dev.sluice.benchmarks;

import dev.sluice.demo.books.BookGenerator;
import dev.sluice.demo.books.Rates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Well-formed messages with valid records, one after the other and round again. Not thread-safe. */
final class Workload {

    private static final int MESSAGES = 2_000;
    private static final long SEED = 7;
    private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

    private final byte[][] messages;
    private final int rows;
    private int next;

    Workload() {
        BookGenerator generator = new BookGenerator(SEED, new Rates(0.05, 0, 0, 0.01));
        List<byte[]> made = new ArrayList<>();
        int records = 0;
        for (long i = 0; made.size() < MESSAGES; i++) {
            var message = generator.message(i, NOW);
            byte[] value = message.value();
            if (value != null) {
                made.add(value);
                records += message.records();
            }
        }
        this.messages = made.toArray(byte[][]::new);
        this.rows = records;
    }

    byte[] next() {
        next = next + 1 == messages.length ? 0 : next + 1;
        return messages[next];
    }

    int messages() {
        return messages.length;
    }

    int rows() {
        return rows;
    }

    long bytes() {
        long sum = 0;
        for (byte[] message : messages) {
            sum += message.length;
        }
        return sum;
    }
}
