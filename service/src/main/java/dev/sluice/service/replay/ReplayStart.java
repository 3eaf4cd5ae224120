package dev.sluice.service.replay;

import dev.sluice.record.commandline.WrongUseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From where a replay is asked to read. */
public sealed interface ReplayStart {

    /** Whatever is still in the topic. */
    record Earliest() implements ReplayStart {}

    /** The first message of this time or later, in each partition. */
    record Time(long millis) implements ReplayStart {}

    /** By partition; the others go on where they are. */
    record Offsets(Map<Integer, Long> byPartition) implements ReplayStart {}

    /**
     * @param text {@code earliest}, a date or date and time with its zone, {@code p:o,p:o}, or the name of a file with
     *     such pairs
     * @throws WrongUseException when it is none of them
     */
    static ReplayStart parse(String text) {
        if (text.equals("earliest")) {
            return new Earliest();
        }
        if (Pattern.matches("\\d{4}-.*", text)) {
            return new Time(millis(text));
        }
        if (Pattern.matches("\\d+:\\d+(,\\d+:\\d+)*", text)) {
            return offsets(text, text);
        }
        try {
            return offsets(Files.readString(Path.of(text), StandardCharsets.UTF_8), text);
        } catch (IOException e) {
            throw invalid(text, e);
        }
    }

    private static long millis(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli()
                    : OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw invalid(text, e);
        }
    }

    private static ReplayStart offsets(String pairs, String text) {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String pair : pairs.strip().split("[,\\s]+")) {
            Matcher matcher = Pattern.compile("(\\d{1,9}):(\\d{1,18})").matcher(pair);
            if (!matcher.matches()) {
                throw invalid(text, null);
            }
            offsets.put(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
        }
        return new Offsets(offsets);
    }

    private static WrongUseException invalid(String text, @Nullable Throwable cause) {
        String message =
                "Invalid --from: " + text + ", expected earliest, a time such as 2026-01-31T09:00:00Z, or offsets"
                        + " as 0:1200,1:1180 or a file of them";
        return cause == null ? new WrongUseException(message) : new WrongUseException(message, cause);
    }
}
