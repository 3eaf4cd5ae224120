package dev.sluice.service.rows;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The rows topic.
 *
 * @param partitions of it and of the re-key topic; fixed for the life of an epoch, because a record key has to
 *     stay in its partition
 * @param retention time that the sink has to fetch a row before it is gone
 */
public record RowsSettings(
        @DefaultValue("4") int partitions,
        @DefaultValue("7d") Duration retention) {

    public RowsSettings {
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "Invalid sluice.rows.partitions: " + partitions + ", expected at least 1");
        }
        if (retention.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException(
                    "Invalid sluice.rows.retention: " + retention + ", expected at least 1 hour");
        }
    }
}
