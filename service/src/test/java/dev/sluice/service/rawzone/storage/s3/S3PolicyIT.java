package dev.sluice.service.rawzone.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.commitlog.RawFile;
import dev.sluice.service.rawzone.storage.Prepared;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import dev.sluice.service.rawzone.storage.StorageLocation;
import dev.sluice.service.rawzone.storage.StorageServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the RAW zone does in a bucket needs the policy of the security page, and no more. */
class S3PolicyIT {

    /** Without it a warning is missing and nothing else. */
    private static final String OPTIONAL = "s3:GetLifecycleConfiguration";

    @TempDir
    private Path directory;

    @AfterEach
    void liftPolicy() {
        FakePolicy.enforce(null);
    }

    @Test
    void makesEveryCallUnderAStandInForThePolicyAndUsesAllOfIt() throws Exception {
        FakePolicy policy = FakePolicy.ofTheSecurityPage();
        FakePolicy.enforce(policy);

        useAll();

        assertThat(policy.used()).isEqualTo(policy.actions());
    }

    @Test
    void namesWhatIsDeniedWhenAnyOneActionIsTakenAway() throws Exception {
        FakePolicy policy = FakePolicy.ofTheSecurityPage();
        var needed = new TreeSet<>(policy.actions());
        needed.remove(OPTIONAL);
        for (String action : needed) {
            FakePolicy.enforce(policy.without(action));
            assertThatThrownBy(this::useAll)
                    .as(action)
                    .isInstanceOf(RawZoneException.class)
                    .hasMessageContaining("AccessDenied (status 403")
                    .hasMessageContaining("let this identity make the calls that docs/raw-zone.md lists")
                    .hasMessageNotContaining("\n");
        }
        FakePolicy.enforce(policy.without(OPTIONAL));
        useAll();
    }

    private void useAll() throws Exception {
        String bucket = ((StorageLocation.S3) StorageServers.newBucket()).bucket();
        try (RawStorage storage = StorageServers.open(StorageLocation.of("s3://" + bucket + "/raw"))) {
            storage.probe();
            storage.createIfAbsent("_commits/books/0.json", new byte[] {1});
            storage.replace("_commits/books/hint.json", new byte[] {1});
            storage.read("_commits/books/0.json");
            storage.list("_commits/books", "");
            storage.forEachFile("", (name, bytes) -> {});
            publish(storage);
            storage.length("books/a.parquet");
            Path rows = Files.writeString(directory.resolve("rows"), "rows");
            storage.prepare(rows, "books/b.parquet");
            for (Prepared left : storage.prepared("books")) {
                storage.discard(left);
            }
            assertThat(storage.prepared("books")).isEmpty();
        }
    }

    private void publish(RawStorage storage) throws IOException {
        Path rows = Files.writeString(directory.resolve("rows"), "rows");
        Prepared prepared = storage.prepare(rows, "books/a.parquet");
        storage.publish(
                new RawFile(prepared.path(), null, prepared.upload(), 1, 4, "sha256:00", 0, 0, 0, 0, "v", Map.of()));
    }
}
