package dev.sluice.service.rawzone.fsck;

import static dev.sluice.service.rawzone.fsck.DamagedZone.CHAIN;
import static dev.sluice.service.rawzone.fsck.DamagedZone.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.Retirement;
import dev.sluice.record.commitlog.RetirementJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every damage that the data files can take is found, and called by its name. */
class ZoneCheckTest extends ZoneCheckFixture {

    @ParameterizedTest
    @EnumSource
    void findsNothingInACleanZone(Depth depth) throws IOException {
        assertThat(check(depth, Repair.DRY)).isEmpty();
        assertThat(chains)
                .singleElement()
                .satisfies(chain -> assertThat(chain.records()).isEqualTo(12))
                .satisfies(chain -> assertThat(chain.files()).isEqualTo(4))
                .satisfies(chain -> assertThat(chain.rows()).isEqualTo(10))
                .satisfies(chain -> assertThat(chain.head()).isEqualTo(20));
    }

    @Test
    void findsADeletedFile() throws IOException {
        Files.delete(zone.resolve(files.get(1)));

        assertThat(check()).containsExactly("missing-file " + files.get(1));
    }

    @Test
    void missesNoFileThatWasRetired() throws IOException {
        var retired = new Retirement(
                Retirement.FORMAT,
                1,
                Retirement.Action.DELETE,
                null,
                List.of(),
                List.of(new Retirement.RetiredFile(files.get(1), 1, 1, "sha256:0")),
                "test",
                0,
                Map.of());
        Path log = zone.resolve(CommitLogPaths.retirement("things", 1));
        Files.createDirectories(log.getParent());
        Files.write(log, RetirementJson.write(retired));
        Files.delete(zone.resolve(files.get(1)));
        Files.delete(zone.resolve(files.get(2)));

        assertThat(check()).containsExactly("missing-file " + files.get(2));
    }

    @Test
    void findsADeletedFileOfTheNewestRecord() throws IOException {
        Files.delete(zone.resolve(files.get(3)));

        assertThat(check()).containsExactly("missing-file " + files.get(3));
    }

    @Test
    void findsATruncatedFile() throws IOException {
        Path file = zone.resolve(files.get(2));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));

        assertThat(check(Depth.LENGTHS, Repair.DRY)).containsExactly("wrong-length " + files.get(2));
    }

    @Test
    void findsAFlippedByte() throws IOException {
        flip(files.get(0));

        assertThat(check(Depth.LENGTHS, Repair.DRY)).isEmpty();
        assertThat(check()).containsExactly("wrong-checksum " + files.get(0));
        assertThat(check(Depth.ROWS, Repair.DRY)).containsExactly("wrong-checksum " + files.get(0));
    }

    @Test
    void findsARecordThatCountsItsRowsWrongly() throws IOException {
        zone.change(record(6), json -> {
            ((ObjectNode) json.path("files").path(0)).put("rows", 2);
            ((ObjectNode) json.path("counts").path(0)).put("rows", 2);
        });

        assertThat(check()).isEmpty();
        assertThat(check(Depth.ROWS, Repair.DRY)).containsExactly("wrong-rows " + files.get(1));
    }

    @Test
    void findsOffsetsOtherThanTheRecordSays() throws IOException {
        zone.change(record(6), json -> ((ObjectNode) json.path("files").path(0)).put("max_offset", 11));

        assertThat(check(Depth.ROWS, Repair.DRY)).containsExactly("wrong-rows " + files.get(1));
    }

    @Test
    void findsAFileThatNoParquetReaderCanRead() throws Exception {
        Path file = Files.writeString(zone.resolve(files.get(1)), "not parquet");
        var sha256 = java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        zone.change(
                record(6),
                json -> ((ObjectNode) json.path("files").path(0))
                        .put("bytes", 11)
                        .put("checksum", "sha256:" + java.util.HexFormat.of().formatHex(sha256)));

        assertThat(check()).isEmpty();
        assertThat(check(Depth.ROWS, Repair.DRY)).containsExactly("unreadable-file " + files.get(1));
    }

    @Test
    void findsFilesOfOneRecordThatOverlap() throws IOException {
        zone.change(record(6), json -> {
            json.withArray("files").add(json.path("files").path(0).deepCopy());
            json.withArray("counts").add(json.path("counts").path(0).deepCopy());
        });

        assertThat(check()).containsExactly("overlapping-files " + files.get(1));
    }

    @Test
    void findsAFileThatNoRecordNames() throws IOException {
        String orphan = files.get(1).replaceAll("-[0-9a-f]+\\.parquet", "-0123456789abcdef.parquet");
        Files.copy(zone.resolve(files.get(1)), zone.resolve(orphan));

        assertThat(check()).containsExactly("orphan-file " + orphan);
    }

    @Test
    void findsFilesThatDoNotBelong() throws IOException {
        zone.write("things/part-00000.parquet", "someone else's");
        zone.write("things/ingest_date=2026-01-31/_SUCCESS", "");
        zone.write(CHAIN + "/note.txt", "to self");
        zone.write("_commits/things/readme", "");
        zone.write("_old/x", "");
        zone.write("_staging/things/x.tmp", "");

        assertThat(check())
                .containsExactlyInAnyOrder(
                        "stray-file things/part-00000.parquet",
                        "stray-file things/ingest_date=2026-01-31/_SUCCESS",
                        "stray-file " + CHAIN + "/note.txt",
                        "stray-file _commits/things/readme",
                        "stray-file _old",
                        "stray-file _staging/things/x.tmp");
    }

    @Test
    void findsDataWhoseCommitLogIsGone() throws IOException {
        zone.write("others/ingest_date=2026-01-31/ingest_hour=09/others.rows-0-0-9-00ff.parquet", "");

        assertThat(check())
                .containsExactly(
                        "stray-file others/ingest_date=2026-01-31/ingest_hour=09/others.rows-0-0-9-00ff.parquet");
    }

    private void flip(String name) throws IOException {
        Path file = zone.resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
