package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.service.rawzone.RawSinkState.Phase;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.StorageLocation;
import dev.sluice.service.rawzone.storage.StorageServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole sink against a real broker and a storage that is a server; its files are read back by DuckDB. */
abstract class RawSinkOnServerContract extends RawSinkFixture {

    private RawStorage storage;

    /** Where nothing is yet. */
    abstract StorageLocation newLocation() throws IOException;

    /** SIGKILL. */
    abstract void killServer();

    abstract void startServer() throws IOException;

    @BeforeEach
    void openStorage() throws IOException {
        storage = StorageServers.open(newLocation());
        storage.probe();
    }

    @AfterEach
    void closeStorage() throws Exception {
        storage.close();
    }

    @Test
    void bringsEachCommittedRowIntoRawOnceAndGoesOnAfterARestart() throws Exception {
        commit(500);
        abort(100);
        RawSink first = start(settings(), storage);
        awaitDrained();
        first.stop(Duration.ofSeconds(20));
        commit(400);
        start(settings(), storage);
        start(settings(), storage);
        commit(400);

        awaitDrained();
        assertThat(idsOnServer()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(storage.prepared(topic.dataset())).isEmpty();
    }

    @Test
    void waitsForAServerThatWasKilledAndResumesByItself() throws Exception {
        commit(300);
        RawSink sink = start(settings(), storage);
        awaitDrained();
        killServer();
        try {
            commit(300);
            await().atMost(PATIENCE).until(() -> sink.state().phase() == Phase.RETRYING);
        } finally {
            startServer();
        }
        commit(300);

        awaitDrained();
        assertThat(idsOnServer()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private List<String> idsOnServer() throws IOException {
        storage.forEachFile(topic.dataset(), (name, bytes) -> download(name));
        return ids();
    }

    private void download(String name) {
        Path copy = raw().resolve(name);
        try (var in = storage.open(name)) {
            Files.createDirectories(copy.getParent());
            Files.copy(in, copy);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
