package dev.sluice.service.command;

import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.decode.Reason;
import dev.sluice.service.dlq.LetterFilter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A picocli mixin: which dead letters. */
final class DlqFilterOptions {

    @Option(names = "--reason", paramLabel = "REASON", description = "Only of this reason; may be repeated.")
    private List<String> reasons = List.of();

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "Only with a violation of this column; may be repeated.")
    private List<String> columns = List.of();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only from this time on: 2026-01-31T08:00:00Z, or 2h for two hours ago.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only before this time.")
    private @Nullable String until;

    /** @throws WrongUseException when an option cannot be what it says */
    LetterFilter filter() {
        List<String> known =
                Arrays.stream(Reason.values()).map(Reason::label).sorted().toList();
        for (String reason : reasons) {
            if (!known.contains(reason)) {
                throw new WrongUseException("Invalid --reason: " + reason + ", expected one of "
                        + known.stream().collect(Collectors.joining(", ")));
            }
        }
        return new LetterFilter(reasons, columns, time("--since", since), time("--until", until));
    }

    private static @Nullable Instant time(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        Optional<Duration> ago = TimeSpan.parse(text);
        if (ago.isPresent()) {
            return Instant.now().minus(ago.get());
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new WrongUseException(
                    "Invalid " + option + ": " + text + ", expected a time such as 2026-01-31T08:00:00Z, or 2h for two"
                            + " hours ago",
                    e);
        }
    }
}
