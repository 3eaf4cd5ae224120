package dev.sluice.record.infer;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which date and which time of a record say when it came to be: such as every record of the samples has. */
final class DayGuess {

    /** What a record was made on, and what it is about, or how long it holds. */
    private static final Pattern LIKELY =
            Pattern.compile("(.*_)?(date|day|time|timestamp|at|on|created|issued?|event|published|order(ed)?)(_.*)?");

    private static final Pattern UNLIKELY =
            Pattern.compile("(.*_)?(birth|dob|due|expir[a-z]*|valid|end|until|to|from|updated|modified|changed)(_.*)?");

    private final Map<String, Observation> columns;
    private final int records;

    DayGuess(Map<String, Observation> columns, int records) {
        this.columns = columns;
        this.records = records;
    }

    Optional<String> date() {
        return likeliest("date");
    }

    Optional<String> timestamp() {
        return likeliest("timestamp");
    }

    /** Lateness is measured by it, so only a time that messages are about will do. */
    Optional<String> eventTime() {
        return timestamp().filter(name -> !UNLIKELY.matcher(name).matches());
    }

    private Optional<String> likeliest(String type) {
        return columns.entrySet().stream()
                .filter(entry -> entry.getValue().type().equals(type))
                .filter(entry -> !entry.getValue().isRepeated())
                .filter(entry -> entry.getValue().isInAll(records))
                .map(Map.Entry::getKey)
                .min(Comparator.comparingInt(DayGuess::unlikeliness));
    }

    private static int unlikeliness(String name) {
        return UNLIKELY.matcher(name).matches() ? 2 : LIKELY.matcher(name).matches() ? 0 : 1;
    }
}
