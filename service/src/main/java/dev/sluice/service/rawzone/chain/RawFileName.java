package dev.sluice.service.rawzone.chain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a RAW file: {@code <topic>-<partition>-<start>-<next>-<attempt>.parquet}, from the record that brings it.
 * The attempt is random, so no two writers ever mean the same file.
 */
public record RawFileName(String topic, int partition, long start, long next, String attempt) {

    private static final Pattern NAME =
            Pattern.compile("(.+)-(\\d{1,9})-(\\d{1,18})-(\\d{1,18})-([0-9a-f]+)\\.parquet");
    private static final DateTimeFormatter HOUR_FOLDERS = DateTimeFormatter.ofPattern(
                    "'ingest_date='uuuu-MM-dd'/ingest_hour='HH")
            .withZone(ZoneOffset.UTC);

    public static Optional<RawFileName> parse(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                ? Optional.of(new RawFileName(
                        parts.group(1),
                        Integer.parseInt(parts.group(2)),
                        Long.parseLong(parts.group(3)),
                        Long.parseLong(parts.group(4)),
                        parts.group(5)))
                : Optional.empty();
    }

    /** Its path below the RAW zone's root. */
    public String path(String dataset, Instant ingestHour) {
        return dataset + "/" + HOUR_FOLDERS.format(ingestHour) + "/" + this;
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "-" + start + "-" + next + "-" + attempt + ".parquet";
    }
}
