package dev.sluice.service.rawzone.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.service.rawzone.fsck.Finding.Remedy;
import dev.sluice.service.rawzone.storage.LocalStorage;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A zone to be damaged, and what a check says of it then. */
abstract class ZoneCheckFixture {

    @TempDir
    Path directory;

    DamagedZone zone;
    List<String> files;
    final List<ChainSummary> chains = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        zone = DamagedZone.in(directory);
        files = zone.files();
    }

    List<String> check() throws IOException {
        return check(Depth.CHECKSUMS, Repair.DRY);
    }

    List<String> check(Depth depth, Repair repair) throws IOException {
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
