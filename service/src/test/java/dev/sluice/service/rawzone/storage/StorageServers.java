package dev.sluice.service.rawzone.storage;

import dev.sluice.service.rawzone.storage.hdfs.HdfsSettings;
import dev.sluice.service.rawzone.storage.s3.S3Settings;
import dev.sluice.service.rawzone.storage.s3.S3Settings.Encryption;
import dev.sluice.testservers.HdfsServer;
import dev.sluice.testservers.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.util.unit.DataSize;

/** One HDFS and one S3 server for all tests of a run, started when first needed; each test takes a place of its own. */
public final class StorageServers {

    private static HdfsServer hdfs;
    private static S3Server s3;

    static {
        // Where every AWS SDK looks first.
        System.setProperty("aws.accessKeyId", S3Server.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET_KEY);
        System.setProperty("aws.region", S3Server.REGION);
    }

    private StorageServers() {}

    public static synchronized HdfsServer hdfs() {
        try {
            if (hdfs == null) {
                hdfs = HdfsServer.start(directory());
            }
            return hdfs;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static synchronized S3Server s3() {
        try {
            if (s3 == null) {
                s3 = S3Server.start(directory());
            }
            return s3;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path directory() throws IOException {
        Path parent = Files.createDirectories(Path.of("target", "test-servers"));
        return Files.createTempDirectory(parent, "server");
    }

    public static StorageLocation newHdfsFolder() {
        return StorageLocation.of(hdfs().uri() + "/" + UUID.randomUUID() + "/raw");
    }

    public static StorageLocation newBucket() throws IOException {
        String bucket = "lake-" + UUID.randomUUID();
        s3().createBucket(bucket);
        return StorageLocation.of("s3://" + bucket + "/raw/zone");
    }

    public static RawStorage open(StorageLocation location) {
        URI endpoint = location instanceof StorageLocation.S3 ? s3().endpoint() : null;
        return open(location, endpoint);
    }

    public static RawStorage open(StorageLocation location, URI s3Endpoint) {
        var conf = location instanceof StorageLocation.Hdfs ? hdfs().conf() : Map.<String, String>of();
        return RawStorages.open(
                location,
                new StorageSettings(
                        new HdfsSettings(null, null, conf),
                        new S3Settings(
                                s3Endpoint,
                                null,
                                true,
                                Encryption.BUCKET,
                                null,
                                DataSize.ofMegabytes(5),
                                Duration.ofSeconds(20))));
    }
}
