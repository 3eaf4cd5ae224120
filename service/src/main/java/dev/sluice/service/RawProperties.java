package dev.sluice.service;

import dev.sluice.service.rawzone.RawSettings;
import dev.sluice.service.rawzone.storage.StorageLocation;
import dev.sluice.service.rawzone.storage.StorageSettings;
import dev.sluice.service.rawzone.storage.hdfs.HdfsSettings;
import dev.sluice.service.rawzone.storage.s3.S3Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the RAW sink as configuration spells them; {@link RawSettings} says what they mean.
 *
 * @param path where the RAW zone is
 * @param localDir {@code <state-dir>/raw-files} when not set
 * @param bloomFilterColumns the record key when not set
 */
record RawProperties(
        @Nullable StorageLocation path,
        @Nullable Path localDir,
        @DefaultValue Roll roll,
        @DefaultValue("zstd") RawSettings.Codec codec,
        @DefaultValue("32MB") DataSize rowGroup,
        @DefaultValue("128MB") DataSize maxBuffer,
        @Nullable List<String> bloomFilterColumns,
        @DefaultValue("4") int commitThreads,
        @DefaultValue("10s") Duration revokeTimeout,
        @DefaultValue Retry retry,
        @DefaultValue HdfsSettings hdfs,
        @DefaultValue S3Settings s3) {

    record Roll(
            @DefaultValue("1000000") long rows,
            @DefaultValue("128MB") DataSize bytes,
            @DefaultValue("5m") Duration age,
            @DefaultValue("30s") Duration idle) {}

    record Retry(
            @DefaultValue("200ms") Duration min,
            @DefaultValue("30s") Duration max) {}

    StorageSettings storage() {
        return new StorageSettings(hdfs, s3);
    }

    RawSettings settings(Path stateDir) {
        return new RawSettings(
                localDir == null ? stateDir.resolve("raw-files") : localDir,
                roll.rows(),
                roll.bytes().toBytes(),
                roll.age(),
                roll.idle(),
                codec,
                rowGroup.toBytes(),
                maxBuffer.toBytes(),
                bloomFilterColumns == null ? List.of() : bloomFilterColumns,
                commitThreads,
                revokeTimeout,
                retry.min(),
                retry.max());
    }
}
