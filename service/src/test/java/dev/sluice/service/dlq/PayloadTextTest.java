package dev.sluice.service.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.service.deadletter.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class PayloadTextTest {

    private static final String LIBRARY =
            "<library id='7'><book><id>a</id></book><book><id>b</id><price currency='EUR'>-1</price></book></library>";

    @Test
    void marksTheElementThatAViolationIsAbout() {
        Letter letter = ofRecords("/library/book", "price");

        assertThat(PayloadText.of(letter, bytes(LIBRARY))).isEqualTo("""
                <library id="7">
                  <book>
                    <id>a</id>
                  </book>
                  <book>
                    <id>b</id>
                    <price currency="EUR">-1</price>   <-- price: min, expected >= 0
                  </book>
                </library>
                """);
    }

    @Test
    void marksTheRecordWhenTheElementIsMissing() {
        assertThat(PayloadText.of(ofRecords("/library/book", "title"), bytes(LIBRARY)))
                .contains("  <book>   <-- price: min, expected >= 0\n    <id>b</id>");
    }

    @Test
    void showsWhatIsNotWellFormedAsItIs() {
        assertThat(PayloadText.of(ofMessage(), bytes("<a>\r\n<b"))).isEqualTo("<a>\n<b");
    }

    @Test
    void takesWhatCouldSteerATerminalOut() {
        assertThat(PayloadText.of(ofMessage(), bytes("<a>\u001b]0;owned\u0007\u202e\u009b31m")))
                .isEqualTo("<a>\uFFFD]0;owned\uFFFD\uFFFD\uFFFD31m");
    }

    @Test
    void neverReadsADoctype() {
        String xxe = "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><library>&e;</library>";

        assertThat(PayloadText.of(ofRecords("/library/book", "price"), bytes(xxe)))
                .isEqualTo(xxe);
    }

    @Test
    void cutsWhatNobodyWouldRead() {
        assertThat(PayloadText.of(ofMessage(), bytes("x".repeat(1_000_000))))
                .hasSizeLessThan(70_000)
                .endsWith("... cut; --raw writes the message as it is");
    }

    private static Letter ofRecords(String recordPath, String path) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(DeadLetterHeaders.STAGE, bytes("validate-rows"));
        headers.add(DeadLetterHeaders.RECORD_PATH, bytes(recordPath));
        headers.add(
                DeadLetterHeaders.VIOLATIONS,
                bytes("{\"count\":1,\"violations\":[{\"record\":1,\"column\":\"price\",\"path\":\"" + path
                        + "\",\"rule\":\"min\",\"expected\":\">= 0\"}]}"));
        return new Letter(0, 0, 0, null, null, headers);
    }

    private static Letter ofMessage() {
        return new Letter(0, 0, 0, null, null, new RecordHeaders());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
