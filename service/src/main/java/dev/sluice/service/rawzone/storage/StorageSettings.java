package dev.sluice.service.rawzone.storage;

import dev.sluice.service.rawzone.storage.hdfs.HdfsSettings;
import dev.sluice.service.rawzone.storage.s3.S3Settings;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Settings of the storages that have any, under the prefix {@code sluice.raw}. */
public record StorageSettings(
        @DefaultValue HdfsSettings hdfs, @DefaultValue S3Settings s3) {}
