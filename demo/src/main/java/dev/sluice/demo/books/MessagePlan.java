package dev.sluice.demo.books;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a message is to hold, drawn from seed and index alone, so that a later message can find out what an earlier
 * one held without a memory of it.
 *
 * @param damage when the whole message is bad
 * @param fault of its invalid records: one kind per message, so that its dead letter has one reason
 */
record MessagePlan(long index, boolean tombstone, @Nullable Damage damage, Fault fault, List<Slot> slots) {

    static final int MOST_BOOKS = 5;
    // Rare in any case, and there is no rate for them on the command line.
    private static final double TOMBSTONES = 0.001;
    private static final double UNUSUAL_CURRENCIES = 0.01;

    /** What one record of the message is to be. */
    enum Kind {
        FRESH,
        AGAIN,
        INVALID
    }

    /** @param flagged in a currency that the definition only flags */
    record Slot(Kind kind, boolean late, boolean flagged) {}

    static MessagePlan draw(long seed, long index, Rates rates) {
        var random = new SplittableRandom(Mix.of(seed, index, -1));
        boolean tombstone = random.nextDouble() < TOMBSTONES;
        var damages = Damage.values();
        var damage = damages[random.nextInt(damages.length)];
        boolean damaged = random.nextDouble() < rates.malformed();
        var faults = Fault.values();
        var fault = faults[random.nextInt(faults.length)];
        int books = random.nextInt(1, MOST_BOOKS + 1);
        var slots = new ArrayList<Slot>(books);
        for (int book = 0; book < books; book++) {
            slots.add(new Slot(
                    kind(random.nextDouble(), rates),
                    random.nextDouble() < rates.late(),
                    random.nextDouble() < UNUSUAL_CURRENCIES));
        }
        return new MessagePlan(index, tombstone, damaged ? damage : null, fault, slots);
    }

    private static Kind kind(double drawn, Rates rates) {
        if (drawn < rates.duplicates()) {
            return Kind.AGAIN;
        }
        return drawn < rates.duplicates() + rates.invalid() ? Kind.INVALID : Kind.FRESH;
    }

    boolean isWellFormed() {
        return !tombstone && damage == null;
    }

    /** The slots whose records others may repeat: sent for the first time, and valid. */
    List<Integer> freshSlots() {
        return isWellFormed()
                ? IntStream.range(0, slots.size())
                        .filter(slot -> slots.get(slot).kind() == Kind.FRESH)
                        .boxed()
                        .toList()
                : List.of();
    }
}
