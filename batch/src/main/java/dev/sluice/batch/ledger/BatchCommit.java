package dev.sluice.batch.ledger;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.batch.rawlog.ChainPosition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One batch as the ledger has it, in {@code _sluice/commits/<number, 20 digits>.json}: created only if absent,
 * never changed. The newest one tells where the Processed Zone stands.
 *
 * @param format version of this format, {@value #FORMAT}; readers refuse a higher one
 * @param number 1 for the first batch, and one more for each
 * @param batchId random, tells two runs that wanted the same number apart
 * @param previousBatchId of batch {@code number - 1}; null for the first
 * @param definitionVersion of the definition that the run worked by
 * @param partitionColumn what the folders are by, as the definition says it in {@code partition-by}
 * @param positions of all chains once this batch is in
 * @param added data files, staged first
 * @param removed data files whose rows are all in {@code added}
 * @param quarantined files of rows that the definition does not accept any more; they are not part of the table
 * @param counts what the batch did
 * @param writer the process that wrote it, for people
 * @param writtenAtMillis by the writer's clock, for people
 * @param unknown fields of later format versions, kept when written again
 */
public record BatchCommit(
        int format,
        long number,
        String batchId,
        @Nullable String previousBatchId,
        String dataset,
        String definitionVersion,
        String partitionColumn,
        List<ChainPosition> positions,
        List<DataFile> added,
        List<DataFile> removed,
        List<DataFile> quarantined,
        BatchCounts counts,
        String writer,
        long writtenAtMillis,
        @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknown) {

    public static final int FORMAT = 1;

    public BatchCommit {
        positions = List.copyOf(positions);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        quarantined = quarantined == null ? List.of() : List.copyOf(quarantined);
        unknown = unknown == null ? Map.of() : Map.copyOf(unknown);
    }
    /** The same with its added files where they belong. */
    public BatchCommit inPlace() {
        return new BatchCommit(
                format,
                number,
                batchId,
                previousBatchId,
                dataset,
                definitionVersion,
                partitionColumn,
                positions,
                added.stream()
                        .map(file -> new DataFile(file.path(), null, file.rows(), file.bytes()))
                        .toList(),
                removed,
                quarantined,
                counts,
                writer,
                writtenAtMillis,
                unknown);
    }
}
