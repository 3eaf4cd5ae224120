package dev.sluice.service.rawzone.fsck;

import static dev.sluice.service.rawzone.fsck.DamagedZone.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.service.rawzone.FakeKafka;
import dev.sluice.service.rawzone.Writer;
import dev.sluice.service.rawzone.storage.FaultyStorage;
import dev.sluice.service.rawzone.storage.FaultyStorage.When;
import dev.sluice.service.rawzone.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What writers left half done is told from what they are doing, and only that is repaired. */
class StagedFilesCheckTest extends ZoneCheckFixture {

    @Test
    void findsAndRemovesWhatALostWriterStaged() throws IOException {
        String staged = "_staging/things/things.rows-0-6-12-0123456789abcdef.parquet";
        zone.write(staged, "rows");

        assertThat(check()).containsExactly("leftover-staged " + staged);
        assertThat(check(Depth.CHECKSUMS, Repair.FINISH)).containsExactly("leftover-staged " + staged + " repaired");
        assertThat(check()).isEmpty();
        assertThat(zone.resolve(staged)).doesNotExist();
    }

    @Test
    void leavesTheStagedFileOfALiveWriter() throws IOException {
        String staged = "_staging/things/things.rows-0-20-26-0123456789abcdef.parquet";
        zone.write(staged, "rows");

        assertThat(check(Depth.CHECKSUMS, Repair.FINISH)).isEmpty();
        assertThat(zone.resolve(staged)).exists();
    }

    @Test
    void leavesStagedFilesBehindABreak() throws IOException {
        String staged = "_staging/things/things.rows-0-12-18-0123456789abcdef.parquet";
        zone.write(staged, "perhaps the rows of the record that is gone");
        Files.delete(zone.resolve(record(6)));

        assertThat(check(Depth.CHECKSUMS, Repair.FINISH))
                .containsExactly("missing-record " + record(6), "orphan-file " + files.get(1));
        assertThat(zone.resolve(staged)).exists();
    }

    @Test
    void findsAndPublishesWhatAKilledWriterCommitted() throws IOException {
        Path killed = directory.resolve("killed");
        zone = killedBeforePublishing(killed, 4);
        String last = zone.read(record(18)).path("files").path(0).path("path").asText();

        assertThat(check()).containsExactly("unpublished-file " + last);
        assertThat(check(Depth.ROWS, Repair.FINISH)).containsExactly("unpublished-file " + last + " repaired");
        assertThat(check()).isEmpty();
        assertThat(zone.files()).hasSize(4).contains(last);
    }

    @Test
    void neverRemovesAStagedFileThatARecordNames() throws IOException {
        String path = files.get(1);
        String staged =
                zone.read(record(6)).path("files").path(0).path("staged").asText();
        Files.move(zone.resolve(path), zone.resolve(staged));
        zone.write(path, "in the way");

        assertThat(check(Depth.CHECKSUMS, Repair.FINISH)).containsExactly("wrong-length " + path);
        assertThat(zone.resolve(staged)).exists();
    }

    @Test
    void isCleanAfterTheNextWriterHasRecovered() throws IOException {
        Path killed = directory.resolve("killed");
        zone = killedBeforePublishing(killed, 2);

        new Writer(killed, new LocalStorage(zone.root()), new FakeKafka(), 10).run();

        assertThat(check(Depth.ROWS, Repair.DRY)).isEmpty();
    }

    /** A writer who died before it published its file of that number. */
    private static DamagedZone killedBeforePublishing(Path directory, int publication) throws IOException {
        var published = new int[1];
        Files.createDirectories(directory);
        var mortal = new FaultyStorage(new LocalStorage(directory.resolve("raw")), (call, when) -> {
            if (call.equals("publish") && when == When.BEFORE && ++published[0] == publication) {
                throw new ThreadDeath();
            }
        });
        try {
            return DamagedZone.writtenThrough(mortal, directory);
        } catch (ThreadDeath killed) {
            return DamagedZone.at(directory.resolve("raw"));
        }
    }
}
