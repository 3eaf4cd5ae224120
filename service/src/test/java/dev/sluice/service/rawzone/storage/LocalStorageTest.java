package dev.sluice.service.rawzone.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.record.commitlog.RawFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageTest extends RawStorageContract {

    @TempDir
    Path root;

    private LocalStorage storage;

    @BeforeEach
    void open() {
        storage = new LocalStorage(root.resolve("raw"));
    }

    @Override
    protected RawStorage storage() {
        return storage;
    }

    /** Permissions do not bind the superuser. */
    @Override
    protected RawStorage readOnly() throws IOException {
        Path raw = root.resolve("raw");
        Files.setPosixFilePermissions(raw, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(raw)).isFalse();
        return storage;
    }

    @AfterEach
    void letTheFolderBeRemoved() throws IOException {
        if (Files.exists(root.resolve("raw"))) {
            Files.setPosixFilePermissions(root.resolve("raw"), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Override
    protected boolean isVisible(String path) {
        return Files.exists(root.resolve("raw").resolve(path));
    }

    @Test
    void completesAPublicationThatStoppedHalfWay() throws IOException {
        RawFile file = prepared("rows");
        Path target = root.resolve("raw").resolve(file.path());
        Files.createDirectories(target.getParent());
        Files.createLink(target, root.resolve("raw").resolve(file.staged()));

        storage.publish(file);

        assertThat(target).hasContent("rows");
        assertThat(storage.prepared("books")).isEmpty();
    }

    @Test
    void saysWhereItCannotWrite() throws IOException {
        Path file = Files.writeString(root.resolve("a-file"), "");
        var unusable = new LocalStorage(file.resolve("raw"));

        assertThatThrownBy(unusable::probe)
                .isInstanceOf(RawZoneException.class)
                .hasMessageStartingWith("Cannot write to " + file.resolve("raw") + " as RAW zone: ");
    }

    @Test
    void isRefusedWhenEveryCallerWins() {
        var careless = new FaultyStorage(storage, (call, when) -> {}) {
            @Override
            public boolean createIfAbsent(String name, byte[] content) throws IOException {
                super.createIfAbsent(name, content);
                return true;
            }
        };

        assertThatThrownBy(careless::probe)
                .isInstanceOf(RawZoneException.class)
                .hasMessageContaining("of 8 callers who created the same file if absent, 8 won, expected 1");
    }
}
