package dev.sluice.service.rawzone.storage;

import dev.sluice.service.rawzone.storage.hdfs.HdfsClient;
import dev.sluice.service.rawzone.storage.s3.S3Connection;
import java.nio.file.Path;

/** Opens the storage of a RAW zone, wherever it is. */
public final class RawStorages {

    private RawStorages() {}

    /**
     * Does not yet reach the storage; {@link RawStorage#probe} does.
     *
     * @throws RawZoneException when no storage of this kind can be opened as the settings say
     */
    public static RawStorage open(StorageLocation location, StorageSettings settings) {
        if (location instanceof StorageLocation.Local local) {
            return new LocalStorage(local.folder());
        }
        if (location instanceof StorageLocation.Hdfs hdfs) {
            String confDir = System.getenv("HADOOP_CONF_DIR");
            return HdfsClient.open(
                    hdfs.folder(), settings.hdfs(), confDir == null || confDir.isBlank() ? null : Path.of(confDir));
        }
        StorageLocation.S3 s3 = (StorageLocation.S3) location;
        return S3Connection.open(s3.bucket(), s3.prefix(), settings.s3());
    }
}
