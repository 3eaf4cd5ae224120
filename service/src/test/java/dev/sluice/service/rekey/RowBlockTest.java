package dev.sluice.service.rekey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.avro.Arrival;
import dev.sluice.record.avro.Lineage;
import dev.sluice.service.decode.EncodedRow;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class RowBlockTest {

    private static final Lineage MESSAGE = new Lineage(3, 5_000_000_000L, 1_782_864_000_000L, 494_000, 0);

    private final RowBlock block = new RowBlock();

    @Test
    void writesTheDocumentedBytes() {
        block.add(MESSAGE, row(2, "id", new byte[] {7, 8, 9}));

        assertThat(HexFormat.of().formatHex(block.take()))
                .isEqualTo("02" + "06" + "80c8afa025" + "04" + "e0a63c" + "04" + "6964" + "06" + "070809");
    }

    @Test
    void holdsRowsOfAnySizeInTheirOrder() {
        block.add(MESSAGE, row(0, "a", new byte[] {1}));
        block.add(MESSAGE, row(1, "b", new byte[100_000]));
        block.add(MESSAGE, row(2, "", new byte[0]));

        Map<String, RekeyedRow> read = read(block.take());

        assertThat(read.keySet()).containsExactly("a", "b", "");
        assertThat(read.get("a"))
                .usingRecursiveComparison()
                .isEqualTo(new RekeyedRow(new byte[] {'a'}, 3, 5_000_000_000L, 0, 494_000, new byte[] {1}));
        assertThat(read.get("b").bytes()).hasSize(100_000);
        assertThat(read.get("").index()).isEqualTo(2);
    }

    @Test
    void isEmptyOnceItWasTaken() {
        block.add(MESSAGE, row(0, "a", new byte[] {1}));
        block.take();
        assertThat(block.isEmpty()).isTrue();

        block.add(MESSAGE, row(1, "b", new byte[] {2}));

        assertThat(read(block.take()).keySet()).containsExactly("b");
    }

    @Test
    void refusesAnotherVersionByName() {
        assertThatThrownBy(() -> RowBlock.read(new byte[] {1, 0}))
                .isInstanceOf(SerializationException.class)
                .hasMessage("Invalid version of a re-key record: 1, expected 2;"
                        + " it was written by another release of Sluice");
    }

    private static EncodedRow row(int index, String key, byte[] bytes) {
        return new EncodedRow(index, key.getBytes(UTF_8), bytes, new Arrival(Arrival.Kind.IN_TIME, 0));
    }

    private static Map<String, RekeyedRow> read(byte[] bytes) {
        Map<String, RekeyedRow> rows = new LinkedHashMap<>();
        RowBlock.read(bytes).forEach(row -> rows.put(new String(row.key(), UTF_8), row));
        return rows;
    }
}
