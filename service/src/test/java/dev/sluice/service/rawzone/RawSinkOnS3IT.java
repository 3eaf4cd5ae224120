package dev.sluice.service.rawzone;

import dev.sluice.service.rawzone.storage.StorageLocation;
import dev.sluice.service.rawzone.storage.StorageServers;
import java.io.IOException;

class RawSinkOnS3IT extends RawSinkOnServerContract {

    @Override
    StorageLocation newLocation() throws IOException {
        return StorageServers.newBucket();
    }

    @Override
    void killServer() {
        StorageServers.s3().kill();
    }

    @Override
    void startServer() throws IOException {
        StorageServers.s3().start();
    }
}
