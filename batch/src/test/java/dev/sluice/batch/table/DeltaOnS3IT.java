package dev.sluice.batch.table;

import dev.sluice.batch.fixture.Servers;
import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

@Tag("storages")
class DeltaOnS3IT extends TableContract {

    @Override
    TableFormat format() {
        return TableFormat.DELTA;
    }

    @Override
    LakeStorage zone() throws IOException {
        return Servers.s3Zone();
    }
}
