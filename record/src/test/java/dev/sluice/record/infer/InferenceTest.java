package dev.sluice.record.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.explain.Explanation;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InferenceTest {

    private static final List<String> UBL = List.of(
            "invoice/BII04 XML example full core data 01",
            "invoice/BII04 minimal VAT invoice example 01",
            "invoice/BII04 minimal invoice example 02",
            "invoice/CENBII-Invoice-maximal",
            "invoice/ERR-10 BII04 minimal VAT invoice example 01",
            "invoice/ERR-11 BII04 minimal invoice example 01",
            "invoice/ERR-13 BII04 minimal invoice example 01",
            "invoice/ERR-18 BII04 minimal invoice example 01",
            "invoice/ERR-19 BII04 minimal invoice example 01",
            "invoice/ERR-2 BII04 minimal invoice example 01",
            "catalogue/Consip_Catalogo_UBL",
            "creditnote/BII04 XML example full core data 01",
            "debitnote/UBL-DebitNote-2.1-Example",
            "despatchadvice/UBL-DespatchAdvice-2.0-Example",
            "exceptioncriteria/UBL-ExceptionCriteria-2.1-Example",
            "exceptionnotification/UBL-ExceptionNotification-2.1-Example",
            "forecast/UBL-Forecast-2.1-Example",
            "forecastrevision/UBL-ForecastRevision-2.1-Example",
            "forwardinginstructions/UBL-ForwardingInstructions-2.0-Example-International",
            "freightinvoice/UBL-FreightInvoice-2.1-Example");

    private static final String LIBRARY = """
            <library id="L-7" xmlns:i="urn:i"><name>City</name>
              <book><id>B-1</id><price>24.90</price><day>2026-11-20</day><tag>a</tag><tag>b</tag><i:n>1</i:n></book>
              <book><id>B-2</id><price>7</price><day>2026-11-21</day><i:n>3000000000</i:n><zip>01234</zip></book>
            </library>
            """;

    @Test
    void findsTheRepeatedElementItsColumnsAndTheirTypes() throws Exception {
        String yaml = Inference.infer(samples(LIBRARY), "", "books");

        assertThat(yaml)
                .contains("record: /library/book\n", "key: [id]", "partition-by: day  # a guess\n", "\"urn:i\"")
                .contains("{name: price, path: price, type: \"decimal(18,2)\", required: true}")
                .contains("{name: tag, path: tag, type: \"list<string>\"}")
                .contains("path: \"i:n\", type: long, required: true}")
                .contains("path: zip, type: string}")
                .contains("path: \"/library/@id\", type: string, required: true}")
                .contains("path: /library/name, type: string, required: true}");
        rejectsNone(yaml, samples(LIBRARY));
    }

    @Test
    void keepsMixedContentWhole() throws Exception {
        Map<String, byte[]> samples = samples("<r><id>1</id><p>a <b>c</b></p></r>", "<r><id>2</id><p><b>d</b></p></r>");

        String yaml = Inference.infer(samples, "", "texts");

        assertThat(yaml).contains("{name: p, path: p, type: xml, required: true}");
        rejectsNone(yaml, samples);
    }

    @Test
    void takesTheRecordThatItIsTold() throws Exception {
        assertThat(Inference.infer(samples(LIBRARY), "/library", "libraries"))
                .contains("record: /library\n", "path: book/price, type: \"list<decimal(18,2)>\"");
        assertThatThrownBy(() -> Inference.infer(samples(LIBRARY), "/shop", "books"))
                .hasMessage("Cannot infer a definition: no sample has an element at /shop");
    }

    @Test
    void readsTwentyDocumentsOfUblAndRejectsNone() throws Exception {
        Map<String, byte[]> samples = new LinkedHashMap<>();
        for (String name : UBL) {
            try (InputStream in = InferenceTest.class.getResourceAsStream("/external/test-ubl/" + name + ".xml")) {
                samples.put(name, Objects.requireNonNull(in, name).readAllBytes());
            }
        }
        assertThat(samples).hasSize(20);

        rejectsNone(Inference.infer(samples, "", "ubl"), samples);
    }

    private static Map<String, byte[]> samples(String... messages) {
        Map<String, byte[]> samples = new LinkedHashMap<>();
        for (int i = 0; i < messages.length; i++) {
            samples.put(i + ".xml", messages[i].getBytes(StandardCharsets.UTF_8));
        }
        return samples;
    }

    private static void rejectsNone(String yaml, Map<String, byte[]> samples) throws Exception {
        Explanation explanation = new Explanation(DefinitionReader.parse(yaml, "inferred.yaml"));
        for (byte[] sample : samples.values()) {
            assertThat(explanation.explain(sample))
                    .isNotEmpty()
                    .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Explanation.Acceptance.class));
        }
    }
}
