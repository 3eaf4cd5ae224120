package dev.sluice.service.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.service.Books;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input never stops the stream. */
class HostileInputTest extends PipelineContract {

    static Stream<Arguments> messages() {
        byte[] garbage = new byte[5 << 20];
        new Random(1).nextBytes(garbage);
        return Stream.of(
                Arguments.of(
                        "external-entity-refused",
                        xml("<!DOCTYPE library [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><library>&x;</library>")),
                Arguments.of(
                        "entity-declaration-refused",
                        xml("<!DOCTYPE library [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">"
                                + "<!ENTITY c \"&b;&b;&b;&b;\">]><library>&c;</library>")),
                Arguments.of("doctype-refused", xml("<!DOCTYPE library><library/>")),
                Arguments.of("truncated", xml("<library><book><record_id>a</record_id>")),
                Arguments.of("empty-value", new byte[0]),
                Arguments.of("not-xml", garbage),
                Arguments.of("not-xml", xml("{\"library\": []}")),
                Arguments.of("malformed-xml", xml("<library><book></library></book>")),
                Arguments.of("no-records", xml("<library/>")),
                Arguments.of("invalid-record", Books.library(java.util.List.of(Books.book("a", "-1.00")))),
                Arguments.of(
                        "key-missing",
                        xml("<library>" + Books.book("a").replace("<record_id>a</record_id>", "") + "</library>")),
                Arguments.of(
                        "row-too-large",
                        xml("<library>" + Books.book("a").replace("Title", "T".repeat(TestPipeline.MAX_ROW_BYTES))
                                + "</library>")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void becomesOneDeadLetterAndTheNextMessageStillComesOut(String reason, byte[] message) {
        pipeline.send(message);
        pipeline.send(Books.message("good"));

        assertThat(pipeline.deadLetterReasons()).containsExactly(reason);
        assertThat(pipeline.rowIds()).containsExactly("good");
        assertThat(pipeline.counter("sluice.dead.letters", "reason", reason)).isEqualTo(1);
    }

    @Test
    void countsANullValueAsTombstoneAndNothingElse() {
        pipeline.send((byte[]) null);
        pipeline.send(Books.message("good"));

        assertThat(pipeline.deadLetters()).isEmpty();
        assertThat(pipeline.rowIds()).containsExactly("good");
        assertThat(pipeline.counter("sluice.messages", "outcome", "tombstone")).isEqualTo(1);
    }

    private static byte[] xml(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
