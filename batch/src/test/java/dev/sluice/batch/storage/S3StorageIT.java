package dev.sluice.batch.storage;

import dev.sluice.batch.fixture.Servers;
import java.io.IOException;

class S3StorageIT extends LakeStorageContract {

    @Override
    LakeStorage open() throws IOException {
        return Servers.s3Zone();
    }

    @Override
    LakeStorage elsewhere() throws IOException {
        return Servers.hdfsZone();
    }
}
