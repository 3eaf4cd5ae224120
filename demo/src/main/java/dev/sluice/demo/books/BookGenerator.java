package dev.sluice.demo.books;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the books example, numbered from 0. The same seed and rates give the same messages, apart from the times
 * in them, which count back from the time of sending. Messages must be sent in order for their truth to hold: a
 * duplicate repeats a record of one of the {@value #WINDOW} messages before. Thread-safe.
 */
public final class BookGenerator {

    static final int WINDOW = 1000;

    private static final int LIBRARIES = 40;
    private static final int SEARCHES = 8;

    private final long seed;
    private final Rates rates;

    public BookGenerator(long seed, Rates rates) {
        this.seed = seed;
        this.rates = rates;
    }

    public BookMessage message(long index, Instant now) {
        var plan = MessagePlan.draw(seed, index, rates);
        var random = new SplittableRandom(Mix.of(seed, index, -2));
        String libraryId = String.format("L-%02d", random.nextInt(LIBRARIES));
        byte[] key = libraryId.getBytes(StandardCharsets.UTF_8);
        if (plan.tombstone()) {
            return new BookMessage(key, null, now, 0, List.of(), 0, 0, 0, null);
        }
        var draft = new Draft(plan, new BookXml(libraryId, random, now));
        for (int slot = 0; slot < plan.slots().size(); slot++) {
            draft.add(slot, random);
        }
        String xml = draft.xml.end("Library of " + libraryId);
        var damage = plan.damage();
        return damage == null
                ? draft.message(key, xml, now)
                : new BookMessage(key, damage.apply(xml), now, 0, List.of(), 0, 0, 0, damage.reason());
    }

    /** A record to repeat, if the search comes upon one. */
    private @Nullable Original original(long before, SplittableRandom random) {
        for (int search = 0; search < SEARCHES && before > 0; search++) {
            long index = before - 1 - random.nextLong(Math.min(WINDOW, before));
            var plan = MessagePlan.draw(seed, index, rates);
            var slots = plan.freshSlots();
            if (!slots.isEmpty()) {
                int slot = slots.get(random.nextInt(slots.size()));
                return new Original(index, slot, plan.slots().get(slot));
            }
        }
        return null;
    }

    private record Original(long index, int slot, MessagePlan.Slot plan) {}

    private final class Draft {
        private final MessagePlan plan;
        private final BookXml xml;
        private final List<String> fresh = new ArrayList<>();
        private int again;
        private int rejected;
        private int late;

        Draft(MessagePlan plan, BookXml xml) {
            this.plan = plan;
            this.xml = xml;
        }

        void add(int slot, SplittableRandom random) {
            var slotPlan = plan.slots().get(slot);
            var kind = plan.damage() == null ? slotPlan.kind() : MessagePlan.Kind.FRESH;
            var original = kind == MessagePlan.Kind.AGAIN ? original(plan.index(), random) : null;
            if (original != null) {
                xml.add(Book.of(seed, original.index(), original.slot(), original.plan()), null);
                again++;
                return;
            }
            var book = Book.of(seed, plan.index(), slot, slotPlan);
            if (kind == MessagePlan.Kind.INVALID) {
                xml.add(book, plan.fault());
                rejected++;
                return;
            }
            xml.add(book, null);
            fresh.add(book.id());
            late += slotPlan.late() ? 1 : 0;
        }

        BookMessage message(byte[] key, String text, Instant now) {
            return new BookMessage(
                    key,
                    text.getBytes(StandardCharsets.UTF_8),
                    now,
                    fresh.size() + again + rejected,
                    List.copyOf(fresh),
                    again,
                    rejected,
                    late,
                    rejected > 0 ? plan.fault().reason() : null);
        }
    }
}
