package dev.sluice.service.rawzone.fsck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.commitlog.RawFile;
import dev.sluice.service.rawzone.FakeKafka;
import dev.sluice.service.rawzone.Writer;
import dev.sluice.service.rawzone.fsck.Finding.Remedy;
import dev.sluice.service.rawzone.storage.FaultyStorage;
import dev.sluice.service.rawzone.storage.Prepared;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.StorageLocation;
import dev.sluice.service.rawzone.storage.StorageServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The check where the lake is not a local folder: against real servers. */
class ZoneCheckIT {

    @TempDir
    private Path directory;

    enum Server {
        HDFS,
        S3;

        StorageLocation newPlace() throws IOException {
            return this == HDFS ? StorageServers.newHdfsFolder() : StorageServers.newBucket();
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingInACleanZoneAndStrangersInAnother(Server server) throws IOException {
        try (RawStorage storage = StorageServers.open(server.newPlace())) {
            write(storage);
            assertThat(check(storage, Depth.ROWS, Repair.DRY)).isEmpty();

            storage.createIfAbsent("things/part-0.parquet", "x".getBytes(StandardCharsets.UTF_8));

            assertThat(check(storage, Depth.CHECKSUMS, Repair.DRY)).containsExactly("stray-file part-0.parquet");
        }
    }

    @ParameterizedTest
    @EnumSource
    void removesWhatALostWriterStaged(Server server) throws IOException {
        try (RawStorage storage = StorageServers.open(server.newPlace())) {
            write(storage);
            String name = "things.rows-0-6-12-0123456789abcdef.parquet";
            Path local = Files.writeString(directory.resolve("local"), "rows");
            storage.prepare(local, "things/ingest_date=1970-01-01/ingest_hour=00/" + name);

            assertThat(check(storage, Depth.CHECKSUMS, Repair.DRY)).containsExactly("leftover-staged " + name);
            assertThat(check(storage, Depth.CHECKSUMS, Repair.FINISH))
                    .containsExactly("leftover-staged " + name + " repaired");
            assertThat(check(storage, Depth.CHECKSUMS, Repair.DRY)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void publishesWhatAKilledWriterCommitted(Server server) throws IOException {
        try (RawStorage storage = StorageServers.open(server.newPlace())) {
            var mortal = new FaultyStorage(storage, (call, when) -> {
                if (call.equals("publish")) {
                    throw new ThreadDeath();
                }
            });
            assertThatThrownBy(() -> write(mortal)).isInstanceOf(ThreadDeath.class);

            assertThat(check(storage, Depth.ROWS, Repair.DRY))
                    .singleElement()
                    .asString()
                    .startsWith("unpublished-file");
            assertThat(check(storage, Depth.ROWS, Repair.FINISH))
                    .singleElement()
                    .asString()
                    .startsWith("unpublished-file")
                    .endsWith(" repaired");
            assertThat(check(storage, Depth.ROWS, Repair.DRY)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsAFileThatTheStorageLostBeforeItWasPublished(Server server) throws IOException {
        try (RawStorage storage = StorageServers.open(server.newPlace())) {
            var losing = new FaultyStorage(storage, (call, when) -> {}) {
                @Override
                public void publish(RawFile file) throws IOException {
                    if (file.minOffset() == 6) {
                        discard(new Prepared(file.path(), file.staged(), file.upload()));
                    } else {
                        super.publish(file);
                    }
                }
            };
            write(losing);

            assertThat(check(storage, Depth.CHECKSUMS, Repair.FINISH))
                    .singleElement()
                    .asString()
                    .startsWith("missing-file things.rows-0-6-12-");
        }
    }

    private void write(RawStorage storage) throws IOException {
        new Writer(directory, storage, new FakeKafka(), 10).run();
    }

    private static List<String> check(RawStorage storage, Depth depth, Repair repair) throws IOException {
        List<String> findings = new ArrayList<>();
        var report = new Report() {
            @Override
            public void found(Finding finding) {
                findings.add(finding.kind().label() + " " + LastName.of(finding.path())
                        + (finding.remedy() == Remedy.REPAIRED ? " repaired" : ""));
            }

            @Override
            public void chain(ChainSummary summary) {
                assertThat(summary.partition()).isZero();
            }

            @Override
            public void progress(String how) {}
        };
        try (var check = new ZoneCheck(storage, depth, repair, report)) {
            check.checkRoot();
            assertThat(check.datasets()).containsExactly("things");
            check.check("things");
        }
        return findings;
    }
}
