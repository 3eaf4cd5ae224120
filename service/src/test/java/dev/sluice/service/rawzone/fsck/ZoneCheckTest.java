package dev.sluice.service.rawzone.fsck;

import static dev.sluice.service.rawzone.fsck.DamagedZone.CHAIN;
import static dev.sluice.service.rawzone.fsck.DamagedZone.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.RecordName;
import dev.sluice.record.commitlog.Retirement;
import dev.sluice.record.commitlog.RetirementJson;
import dev.sluice.service.rawzone.FakeKafka;
import dev.sluice.service.rawzone.Writer;
import dev.sluice.service.rawzone.fsck.Finding.Remedy;
import dev.sluice.service.rawzone.storage.FaultyStorage;
import dev.sluice.service.rawzone.storage.FaultyStorage.When;
import dev.sluice.service.rawzone.storage.LocalStorage;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every damage that a RAW zone can take is found, and called by its name. */
class ZoneCheckTest {

    @TempDir
    private Path directory;

    private DamagedZone zone;
    private List<String> files;
    private final List<ChainSummary> chains = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        zone = DamagedZone.in(directory);
        files = zone.files();
    }

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
    void findsARemovedRecord() throws IOException {
        Files.delete(zone.resolve(record(6)));

        assertThat(check()).containsExactly("missing-record " + record(6), "orphan-file " + files.get(1));
        assertThat(chains.get(0).head()).as("unbroken up to here").isEqualTo(6);
    }

    @Test
    void findsARemovedRecordOfAnIdleHour() throws IOException {
        String idle = CHAIN + "/" + new RecordName(6, 1);
        Files.delete(zone.resolve(idle));

        assertThat(check()).containsExactly("missing-record " + idle);
    }

    @Test
    void findsARemovedGenesis() throws IOException {
        Files.delete(zone.resolve(CHAIN + "/genesis.json"));

        assertThat(check()).containsExactly("missing-genesis " + CHAIN + "/genesis.json");
    }

    @Test
    void findsARecordThatIsNoneAnyMore() throws IOException {
        zone.write(record(6), "{\"format\": 1");

        assertThat(check()).containsExactly("damaged-record " + record(6), "orphan-file " + files.get(1));
    }

    @Test
    void findsARecordThatContradictsItself() throws IOException {
        zone.change(record(6), json -> json.put("next", 3));

        assertThat(check()).containsExactly("damaged-record " + record(6), "orphan-file " + files.get(1));
    }

    @Test
    void findsARecordUnderAnotherName() throws IOException {
        Files.copy(zone.resolve(record(18)), zone.resolve(record(20)));

        assertThat(check()).containsExactly("damaged-record " + record(20));
    }

    @Test
    void findsARecordOfALaterVersion() throws IOException {
        zone.write(record(20), "{\"format\": 99}");

        assertThat(check()).containsExactly("newer-record " + record(20));
    }

    @Test
    void findsARecordOfAnotherCluster() throws IOException {
        zone.change(record(18), json -> json.put("cluster_id", "cluster-2"));

        assertThat(check()).containsExactly("foreign-record " + record(18), "orphan-file " + files.get(3));
    }

    @Test
    void findsARecordThatFollowsAnother() throws IOException {
        zone.change(record(12), json -> json.put("previous_commit_id", "another"));

        assertThat(check()).containsExactly("wrong-predecessor " + record(12));
    }

    @Test
    void findsADuplicateRange() throws IOException {
        ObjectNode copy = zone.read(record(6));
        copy.put("start", 8).put("sequence", 0).put("commit_id", "copy");
        ((ObjectNode) copy.path("files").path(0)).put("min_offset", 8);
        zone.write(CHAIN + "/" + new RecordName(8, 0), copy.toString());

        assertThat(check()).containsExactly("overlapping-records " + CHAIN + "/" + new RecordName(8, 0));
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
    void findsTimeThatGoesBack() throws IOException {
        zone.change(record(12), json -> json.put("complete_until_millis", 1));

        assertThat(check()).containsExactly("backward-record " + record(12));
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
    void findsTheCommitLogOfAnotherCluster() throws IOException {
        zone.write("_commits/things/cluster-2/topic-9/p=00000/genesis.json", "{}");

        assertThat(check()).containsExactly("foreign-chain _commits/things/cluster-2/topic-9");
    }

    @Test
    void findsDataWhoseCommitLogIsGone() throws IOException {
        zone.write("others/ingest_date=2026-01-31/ingest_hour=09/others.rows-0-0-9-00ff.parquet", "");

        assertThat(check())
                .containsExactly(
                        "stray-file others/ingest_date=2026-01-31/ingest_hour=09/others.rows-0-0-9-00ff.parquet");
    }

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

    private void flip(String name) throws IOException {
        Path file = zone.resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private List<String> check() throws IOException {
        return check(Depth.CHECKSUMS, Repair.DRY);
    }

    private List<String> check(Depth depth, Repair repair) throws IOException {
        List<String> findings = new ArrayList<>();
        chains.clear();
        var report = new Report() {
            @Override
            public void found(Finding finding) {
                assertThat(finding.detail()).doesNotContain("\n").isNotBlank();
                findings.add(finding.kind().label() + " " + finding.path()
                        + (finding.remedy() == Remedy.REPAIRED ? " repaired" : ""));
            }

            @Override
            public void chain(ChainSummary summary) {
                chains.add(summary);
            }

            @Override
            public void progress(String how) {}
        };
        RawStorage storage = new LocalStorage(zone.root());
        try (var check = new ZoneCheck(storage, depth, repair, report)) {
            check.checkRoot();
            for (String dataset : check.datasets()) {
                check.check(dataset);
            }
        }
        return findings;
    }
}
