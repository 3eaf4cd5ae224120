package dev.sluice.batch.storage;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageTest extends LakeStorageContract {

    @TempDir
    private Path folder;

    @Override
    LakeStorage open() {
        return new LocalStorage(folder.resolve(UUID.randomUUID() + ""));
    }

    @Override
    LakeStorage elsewhere() {
        return open();
    }
}
