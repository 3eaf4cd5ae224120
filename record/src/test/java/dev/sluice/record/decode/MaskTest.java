package dev.sluice.record.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.RecordDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskTest {

    private static final String MESSAGE = "<people><person><id>1</id><day>2026-01-31</day><name> Jane </name>"
            + "<mail>a@b.c</mail><mail/></person></people>";
    private static final MaskKey KEY = new MaskKey("0123456789abcdef");

    @Test
    void putsAWordInThePlaceOfEveryValue() throws Exception {
        assertThat(value("{name: v, path: name, type: string, mask: redact}", KEY))
                .isEqualTo("***");
        assertThat(value("{name: v, path: other, type: string, mask: redact}", KEY))
                .isNull();
    }

    /** Computed by {@code printf Jane | openssl dgst -sha256 -hmac 0123456789abcdef}. */
    @Test
    void hashesTheNormalizedTextUnderTheKey() throws Exception {
        assertThat(value("{name: v, path: name, type: string, mask: sha256, normalize: [trim]}", KEY))
                .isEqualTo("4571604332fcf8cb9ecf4c2d9f1b308963a727b10f7af6884687abf3928a4a91");
    }

    @Test
    void masksEachElementOfAList() throws Exception {
        assertThat(value("{name: v, path: mail, type: list<string>, mask: redact, empty: null}", KEY))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactly("***", null);
    }

    @Test
    void saysThatTheKeyIsMissingOrTooShort() {
        String column = "{name: v, path: name, type: string, mask: sha256}";

        assertThatThrownBy(() -> value(column, new MaskKey(null)))
                .isInstanceOf(MissingMaskKeyException.class)
                .hasMessage("Missing SLUICE_MASK_KEY in the environment, expected at least 16 bytes, because column v"
                        + " has mask: sha256");
        assertThatThrownBy(() -> value(column, new MaskKey("short")))
                .isInstanceOf(MissingMaskKeyException.class)
                .hasMessageStartingWith("Invalid SLUICE_MASK_KEY in the environment")
                .hasMessageNotContaining("short");
    }

    private static Object value(String column, MaskKey key) throws Exception {
        RecordDefinition definition = DefinitionReader.parse("""
                dataset: people
                record: /people/person
                key: [id]
                partition-by: day
                columns:
                  - {name: id, path: id, type: string}
                  - {name: day, path: day, type: date, required: true}
                  - %s
                """.formatted(column), "people.yaml");
        Decoded decoded = new MessageDecoder(definition, key).decode(MESSAGE.getBytes(UTF_8));
        List<Decoded.Candidate> candidates = ((Decoded.Records) decoded).candidates();
        return candidates.get(0).row().value(2);
    }
}
