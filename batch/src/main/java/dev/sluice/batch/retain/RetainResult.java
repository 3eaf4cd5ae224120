package dev.sluice.batch.retain;

import java.time.Duration;
import java.time.Instant;

/**
 * What a run did, or would do.
 *
 * @param before files whose last row was appended before this moment are old
 * @param files taken out
 * @param finished files of an earlier run that died, taken out by this one
 */
public record RetainResult(
        String dataset,
        boolean dryRun,
        Instant before,
        long files,
        long rows,
        long bytes,
        long finished,
        Duration took) {}
