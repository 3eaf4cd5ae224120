package dev.sluice.service.rekey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class RekeyedRowSerdeTest {

    private static final RekeyedRow ROW = new RekeyedRow(3, 5_000_000_000L, 2, 494_000, new byte[] {7, 8, 9});

    private final RekeyedRowSerde serde = new RekeyedRowSerde();

    @Test
    void writesTheDocumentedBytes() {
        byte[] bytes = serde.serializer().serialize("topic", ROW);

        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("01" + "06" + "80c8afa025" + "04" + "e0a63c" + "070809");
    }

    @Test
    void readsWhatItWrote() {
        RekeyedRow read =
                serde.deserializer().deserialize("topic", serde.serializer().serialize("topic", ROW));

        assertThat(read).usingRecursiveComparison().isEqualTo(ROW);
    }

    @Test
    void refusesAnotherVersionByName() {
        assertThatThrownBy(() -> serde.deserializer().deserialize("books-repartition", new byte[] {2, 0}))
                .isInstanceOf(SerializationException.class)
                .hasMessage("Invalid re-key record version: 2, expected 1, in topic books-repartition;"
                        + " it was written by another release of Sluice");
    }
}
