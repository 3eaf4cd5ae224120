package dev.sluice.demo.books;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One record's values, always the same for the same seed, message and slot.
 *
 * @param age how long before it is sent its event happened
 */
record Book(
        String id,
        String language,
        String title,
        String author,
        String country,
        String price,
        String currency,
        LocalDate publishedOn,
        List<String> tags,
        int stock,
        Duration age,
        ZoneOffset offset) {

    // A month of dates: as many partitions of the Processed Zone, whatever the number of books.
    private static final LocalDate LAST_DATE = LocalDate.of(2026, 6, 30);
    private static final int DATES = 30;
    private static final long FRESH_SECONDS = Duration.ofMinutes(10).toSeconds();
    private static final long LATE_SECONDS = Duration.ofHours(30).toSeconds();
    private static final long LATEST_SECONDS = Duration.ofDays(20).toSeconds();

    static Book of(long seed, long index, int slot, MessagePlan.Slot plan) {
        var random = new SplittableRandom(Mix.of(seed, index, slot));
        var author = Words.pick(Words.AUTHORS, random);
        return new Book(
                BookId.of(seed, index, slot),
                author.language(),
                Words.pick(Words.ADJECTIVES, random) + " " + Words.pick(Words.NOUNS, random) + " "
                        + random.nextInt(1, 1000),
                author.name(),
                author.country(),
                random.nextInt(1, 200) + "." + random.nextInt(10) + random.nextInt(10),
                plan.flagged() ? "XAU" : Words.pick(Words.CURRENCIES, random),
                LAST_DATE.minusDays(random.nextInt(DATES)),
                tags(random),
                random.nextInt(100),
                Duration.ofSeconds(
                        plan.late() ? random.nextLong(LATE_SECONDS, LATEST_SECONDS) : random.nextLong(FRESH_SECONDS)),
                Words.pick(Words.OFFSETS, random));
    }

    private static List<String> tags(SplittableRandom random) {
        int count = random.nextInt(4);
        var tags = new ArrayList<String>(count);
        for (int tag = 0; tag < count; tag++) {
            tags.add(Words.pick(Words.TAGS, random));
        }
        return tags;
    }
}
