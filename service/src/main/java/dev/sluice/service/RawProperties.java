package dev.sluice.service;

import dev.sluice.service.rawzone.RawSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the RAW sink as configuration spells them; {@link RawSettings} says what they mean.
 *
 * @param path folder of the RAW zone
 * @param localDir {@code <state-dir>/raw-files} when not set
 */
record RawProperties(
        @Nullable Path path,
        @Nullable Path localDir,
        @DefaultValue Roll roll,
        @DefaultValue("zstd") RawSettings.Codec codec,
        @DefaultValue("32MB") DataSize rowGroup,
        @DefaultValue List<String> bloomFilterColumns,
        @DefaultValue("4") int commitThreads,
        @DefaultValue("10s") Duration revokeTimeout,
        @DefaultValue Retry retry) {

    record Roll(
            @DefaultValue("1000000") long rows,
            @DefaultValue("128MB") DataSize bytes,
            @DefaultValue("5m") Duration age,
            @DefaultValue("30s") Duration idle) {}

    record Retry(
            @DefaultValue("200ms") Duration min,
            @DefaultValue("30s") Duration max) {}

    RawSettings settings(Path stateDir) {
        return new RawSettings(
                localDir == null ? stateDir.resolve("raw-files") : localDir,
                roll.rows(),
                roll.bytes().toBytes(),
                roll.age(),
                roll.idle(),
                codec,
                rowGroup.toBytes(),
                bloomFilterColumns,
                commitThreads,
                revokeTimeout,
                retry.min(),
                retry.max());
    }
}
