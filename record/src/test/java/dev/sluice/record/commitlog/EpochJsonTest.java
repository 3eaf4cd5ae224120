package dev.sluice.record.commitlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EpochJsonTest {

    private static final Epoch EPOCH = new Epoch(
            Epoch.FORMAT,
            1,
            Epoch.Phase.BEGUN,
            new TreeMap<>(Map.of(0, 100L, 1, 50L)),
            new TreeMap<>(Map.of(0, 900L, 1, 700L)),
            "0123456789ab",
            1_769_850_900_000L,
            1_770_455_700_000L,
            Map.of());

    @Test
    void readsBackWhatItWrote() {
        assertThat(EpochJson.read(EpochJson.write(EPOCH), "f")).isEqualTo(EPOCH);
    }

    @Test
    void showsPositionsByPartition() {
        assertThat(new String(EpochJson.write(EPOCH), UTF_8).replaceAll("\\s", ""))
                .contains("\"phase\":\"BEGUN\"", "\"start\":{\"0\":100,\"1\":50}", "\"begun_at_millis\":1769850900000");
    }

    @Test
    void keepsFieldsThatItDoesNotKnow() {
        String json = new String(EpochJson.write(EPOCH), UTF_8).replaceFirst("\\{", "{\"reason\":\"prices\",");

        Epoch read = EpochJson.read(json.getBytes(UTF_8), "f");

        assertThat(new String(EpochJson.write(read.ready()), UTF_8)).contains("\"reason\" : \"prices\"", "READY");
    }

    @Test
    void refusesALaterFormat() {
        String json = new String(EpochJson.write(EPOCH), UTF_8).replace("\"format\" : 1", "\"format\" : 2");

        assertThatThrownBy(() -> EpochJson.read(json.getBytes(UTF_8), "books.epochs"))
                .isInstanceOf(UnreadableCommitRecordException.class)
                .hasMessage("Cannot read books.epochs: written in format 2, this version reads up to 1; upgrade it");
    }

    @Test
    void readsAPartitionThatCameLaterFromItsBeginning() {
        assertThat(EPOCH.startOf(7)).isZero();
        assertThat(EPOCH.reachedIn(7)).isZero();
    }
}
