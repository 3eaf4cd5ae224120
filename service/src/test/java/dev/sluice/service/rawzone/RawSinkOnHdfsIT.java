package dev.sluice.service.rawzone;

import dev.sluice.service.rawzone.storage.StorageLocation;
import dev.sluice.service.rawzone.storage.StorageServers;
import java.io.IOException;

class RawSinkOnHdfsIT extends RawSinkOnServerContract {

    @Override
    StorageLocation newLocation() {
        return StorageServers.newHdfsFolder();
    }

    @Override
    void killServer() {
        StorageServers.hdfs().kill();
    }

    @Override
    void startServer() throws IOException {
        StorageServers.hdfs().start();
    }
}
