package dev.sluice.service.topology;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the stream runs.
 *
 * @param threads of Kafka Streams in this process; more than partitions are idle
 * @param commitInterval length of a transaction: longer costs less, shorter lets rows be seen sooner
 * @param closeTimeout for finishing the open transaction when the service stops, and as much again for the
 *     sink to commit its open files
 * @param standbyReplicas instances that keep a copy of a task's state, ready to take over without restoring it
 * @param minFreeStateSpace room that has to be left on the volume of the state; below it the stream is held
 */
public record StreamSettings(
        @DefaultValue("2") int threads,
        @DefaultValue("1s") Duration commitInterval,
        @DefaultValue("20s") Duration closeTimeout,
        @DefaultValue("0") int standbyReplicas,
        @DefaultValue("256MB") DataSize minFreeStateSpace) {

    public StreamSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("Invalid sluice.stream.threads: " + threads + ", expected at least 1");
        }
        if (commitInterval.toMillis() < 1 || commitInterval.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException(
                    "Invalid sluice.stream.commit-interval: " + commitInterval + ", expected 1 ms to 30 s");
        }
        if (standbyReplicas < 0) {
            throw new IllegalArgumentException(
                    "Invalid sluice.stream.standby-replicas: " + standbyReplicas + ", expected 0 or more");
        }
        if (minFreeStateSpace.isNegative()) {
            throw new IllegalArgumentException(
                    "Invalid sluice.stream.min-free-state-space: " + minFreeStateSpace + ", expected 0 or more");
        }
    }
}
