package dev.sluice.record.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.definition.DefinitionReader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PathCompilerTest {

    /** Work that multiplies with every level would not end within this life, let alone the limit. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void visitsAnElementThatManyColumnsPassOnce() throws Exception {
        String columns = IntStream.range(0, 50)
                .mapToObj(i ->
                        "  - {name: c" + i + ", path: \"p:a/p:b/p:c/p:d/p:e/p:f/p:g/p:h" + i + "\", type: string}\n")
                .collect(Collectors.joining());
        String definition =
                "dataset: deep\nrecord: /r\nkey: [id]\npartition-by: day\nnamespaces: {p: \"urn:p\"}\ncolumns:\n"
                        + "  - {name: id, path: id, type: string, required: true}\n"
                        + "  - {name: day, path: day, type: date, required: true}\n"
                        + columns;
        String message = "<r xmlns:p='urn:p'><id>1</id><day>2026-01-31</day>"
                + "<p:a><p:b><p:c><p:d><p:e><p:f><p:g><p:h49>x</p:h49></p:g></p:f></p:e></p:d></p:c></p:b></p:a></r>";

        Decoded decoded =
                new MessageDecoder(DefinitionReader.parse(definition, "deep.yaml")).decode(message.getBytes(UTF_8));

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Records.class,
                        records -> assertThat(records.candidates().get(0).row().value(51))
                                .isEqualTo("x"));
    }
}
