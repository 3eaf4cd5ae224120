package dev.sluice.service.dlq;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are meant.
 *
 * @param reasons empty for any
 * @param columns one of which some violation names; empty for any
 * @param since time of the letter, inclusive; null for any
 * @param until time of the letter, exclusive; null for any
 */
public record LetterFilter(
        List<String> reasons,
        List<String> columns,
        @Nullable Instant since,
        @Nullable Instant until) {

    public boolean accepts(Letter letter) {
        return (reasons.isEmpty() || reasons.contains(letter.reason()))
                && (since == null || letter.timestampMillis() >= since.toEpochMilli())
                && (until == null || letter.timestampMillis() < until.toEpochMilli())
                && (columns.isEmpty()
                        || letter.violations().stream().anyMatch(violation -> columns.contains(violation.column())));
    }
}
