package dev.sluice.batch.compact;

import java.time.Duration;
import java.util.List;

/**
 * What a run did, or would do.
 *
 * @param batch number of the newest batch of the Processed Zone; 0 when there is none
 * @param changes by folder; none when no folder had too many small files
 * @param dropped files that earlier batches had replaced and that no reader needs any more
 */
public record CompactResult(
        String dataset, boolean dryRun, long batch, List<FolderChange> changes, int dropped, Duration took) {

    public CompactResult {
        changes = List.copyOf(changes);
    }
}
