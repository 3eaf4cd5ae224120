package dev.sluice.record.commitlog;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says of data files that they may be gone from the RAW zone, because they are old and were processed. Stored as
 * {@code _retired/<dataset>/<number, 20 digits>.json} before the first of its files is moved, created only if absent,
 * never changed. The commit records that brought the files stay.
 *
 * @param format version of this format, {@value #FORMAT}; readers refuse a higher one
 * @param number 1 for the first of a dataset, and one more for each
 * @param action what becomes of the files
 * @param archive the folder that they keep their paths under, for people; null where they are deleted
 * @param chains how far each chain is retired once this is done; chains that are not named stay where they were
 * @param files that are no longer to be in the zone
 * @param writer the process that wrote it, for people
 * @param writtenAtMillis by the writer's clock, for people
 * @param unknown fields of later format versions, kept when written again
 */
public record Retirement(
        int format,
        long number,
        Action action,
        @Nullable String archive,
        List<ChainEnd> chains,
        List<RetiredFile> files,
        String writer,
        long writtenAtMillis,
        @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknown) {

    public static final int FORMAT = 1;

    public enum Action {
        ARCHIVE,
        DELETE
    }

    /**
     * How far a chain is retired.
     *
     * @param start of the first record that is not, and with {@code sequence} its name
     */
    public record ChainEnd(String clusterId, String topicId, int partition, long start, int sequence) {}

    /** A file as its commit record has it. */
    public record RetiredFile(String path, long rows, long bytes, String checksum) {}

    public Retirement {
        chains = List.copyOf(chains);
        files = List.copyOf(files);
        unknown = unknown == null ? Map.of() : Map.copyOf(unknown);
    }
}
