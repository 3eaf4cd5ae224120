package dev.sluice.service.rawzone.fsck;

import static dev.sluice.service.rawzone.fsck.DamagedZone.CHAIN;
import static dev.sluice.service.rawzone.fsck.DamagedZone.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.record.commitlog.RecordName;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Every damage that a commit log can take is found, and called by its name. */
class ChainCheckTest extends ZoneCheckFixture {

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
    void findsTimeThatGoesBack() throws IOException {
        zone.change(record(12), json -> json.put("complete_until_millis", 1));

        assertThat(check()).containsExactly("backward-record " + record(12));
    }

    @Test
    void findsTheCommitLogOfAnotherCluster() throws IOException {
        zone.write("_commits/things/cluster-2/topic-9/p=00000/genesis.json", "{}");

        assertThat(check()).containsExactly("foreign-chain _commits/things/cluster-2/topic-9");
    }
}
