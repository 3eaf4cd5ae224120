package dev.sluice.service.rawzone.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.record.commitlog.RawFile;
import dev.sluice.service.rawzone.storage.Prepared;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawStorageContract;
import dev.sluice.service.rawzone.storage.RawZoneException;
import dev.sluice.service.rawzone.storage.StorageLocation;
import dev.sluice.service.rawzone.storage.StorageServers;
import dev.sluice.testservers.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Against S3Proxy. AWS itself has not been tried. */
class S3StorageIT extends RawStorageContract {

    private StorageLocation location;
    private RawStorage storage;

    @TempDir
    private Path directory;

    @BeforeEach
    void open() throws IOException {
        location = StorageServers.newBucket();
        storage = StorageServers.open(location);
    }

    @AfterEach
    void close() throws Exception {
        storage.close();
    }

    @Override
    protected RawStorage storage() {
        return storage;
    }

    @Override
    protected RawStorage readOnly() throws Exception {
        readOnly = StorageServers.s3().startReadOnly(directory);
        return StorageServers.open(location, readOnly.endpoint());
    }

    private S3Server readOnly;

    @AfterEach
    void stopReadOnly() {
        if (readOnly != null) {
            readOnly.close();
        }
    }

    @Override
    protected boolean isVisible(String path) throws IOException {
        return storage.length(path).isPresent();
    }

    @Test
    void uploadsALargeFileInParts() throws IOException {
        byte[] content = new byte[12 * 1024 * 1024 + 17];
        new Random(1).nextBytes(content);
        Path file = Files.write(directory.resolve("large"), content);

        Prepared prepared = storage.prepare(file, "books/large.parquet");
        assertThat(prepared.upload().path("parts")).hasSize(3);
        storage.publish(new RawFile(
                prepared.path(), null, prepared.upload(), 1, content.length, "sha256:00", 0, 0, 0, 0, "v", Map.of()));

        assertThat(storage.read("books/large.parquet")).contains(content);
    }

    /** Whether the store remembers the completed upload or not. */
    @Test
    void neverBringsBackAFileThatWasPublishedAndMovedAway() throws IOException {
        RawFile file = prepared("rows");
        storage.publish(file);
        try (S3Client client = S3Client.builder()
                .endpointOverride(StorageServers.s3().endpoint())
                .forcePathStyle(true)
                .build()) {
            client.deleteObject(delete ->
                    delete.bucket(((StorageLocation.S3) location).bucket()).key("raw/zone/" + file.path()));
        }
        assertThat(isVisible(file.path())).isFalse();

        try {
            storage.publish(file);
        } catch (RawZoneException gone) {
            assertThat(gone).hasMessageContaining("neither staged nor published");
        }

        assertThat(isVisible(file.path())).isFalse();
    }

    @Test
    void saysWhoMustDoWhatWhenAnUploadIsGone() throws IOException {
        RawFile file = prepared("rows");
        storage.discard(storage.prepared("books").get(0));

        assertThatThrownBy(() -> storage.publish(file))
                .isInstanceOf(RawZoneException.class)
                .hasMessageContaining("neither staged nor published; `sluice fsck --repair` rebuilds it");
    }

    @Test
    void refusesARecordOfAnotherKindOfStorage() throws IOException {
        RawFile file = prepared("rows");
        var staged =
                new RawFile(file.path(), "_staging/books/x", null, 1, 4, file.checksum(), 0, 0, 0, 0, "v", Map.of());

        assertThatThrownBy(() -> storage.publish(staged))
                .isInstanceOf(RawZoneException.class)
                .hasMessageContaining("written for another kind of storage");
    }

    @Test
    void namesABucketThatIsNotThere() throws Exception {
        StorageLocation nowhere = StorageLocation.of("s3://no-such-bucket/raw");
        try (RawStorage missing = StorageServers.open(nowhere)) {
            assertThatThrownBy(missing::probe)
                    .isInstanceOf(RawZoneException.class)
                    .hasMessageContaining("in s3://no-such-bucket/raw: NoSuchBucket")
                    .hasMessageContaining("create the bucket, or correct its name")
                    .hasMessageNotContaining("\n");
            assertThatThrownBy(() -> missing.read("_commits/x.json")).isInstanceOf(RawZoneException.class);
            assertThatThrownBy(() -> missing.list("_commits", "")).isInstanceOf(RawZoneException.class);
        }
    }

    @Test
    void namesWrongCredentials() throws Exception {
        System.setProperty("aws.secretAccessKey", "wrong");
        try (RawStorage stranger = StorageServers.open(location)) {
            assertThatThrownBy(stranger::probe)
                    .isInstanceOf(RawZoneException.class)
                    .hasMessageContaining("in " + location + ": SignatureDoesNotMatch")
                    .hasMessageContaining("correct the credentials that the environment gives to this process")
                    .hasMessageNotContaining("\n");
        } finally {
            System.setProperty("aws.secretAccessKey", S3Server.SECRET_KEY);
        }
        assertThat(storage.list("", "")).isEmpty();
    }

    @Test
    void saysSoonThatNoServerAnswers() throws Exception {
        URI nobody = URI.create("http://127.0.0.1:" + FreePort.find());
        try (RawStorage unreachable = StorageServers.open(location, nobody)) {
            assertThatThrownBy(() -> unreachable.read("_commits/x.json"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Cannot read _commits/x.json in " + location)
                    .hasMessageContaining("Connection refused");
            assertThatThrownBy(unreachable::probe).isInstanceOf(RawZoneException.class);
        }
    }
}
