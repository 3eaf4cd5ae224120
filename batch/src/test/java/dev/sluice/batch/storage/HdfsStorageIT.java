package dev.sluice.batch.storage;

import dev.sluice.batch.fixture.Servers;
import java.io.IOException;

class HdfsStorageIT extends LakeStorageContract {

    @Override
    LakeStorage open() throws IOException {
        return Servers.hdfsZone();
    }

    @Override
    LakeStorage elsewhere() throws IOException {
        return Servers.s3Zone();
    }
}
