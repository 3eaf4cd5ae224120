package dev.sluice.batch.table;

import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.storage.LocalStorage;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

class ParquetTableTest extends TableContract {

    @TempDir
    private Path folder;

    @Override
    TableFormat format() {
        return TableFormat.PARQUET;
    }

    @Override
    LakeStorage zone() {
        return new LocalStorage(folder.resolve(UUID.randomUUID() + ""));
    }
}
