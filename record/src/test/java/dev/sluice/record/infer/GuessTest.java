package dev.sluice.record.infer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.explain.Explanation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Key, partition and event time, of samples as people have them. */
class GuessTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the name of the record's own identity before that of another thing's
            <order><customerId>1</customerId><orderId>7</orderId></order>,<order><customerId>2</customerId><orderId>8</orderId></order> | order_id
            <o customer_id="1" id="7"/>,<o customer_id="2" id="8"/>                                                            | id
            <o><code>EUR</code><uuid>a</uuid></o>,<o><code>USD</code><uuid>b</uuid></o>                                        | uuid
            # one that is unique before one that is only named like it
            <o><id>1</id><reference>A-1</reference></o>,<o><id>1</id><reference>A-2</reference></o>                            | reference
            # of several levels the record's own
            <o><head><shop_id>1</shop_id></head><number>9</number></o>,<o><head><shop_id>2</shop_id></head><number>8</number></o> | number
            # two that are named like it, where one does not do
            <o><invoice_no>1</invoice_no><line_no>1</line_no></o>,<o><invoice_no>1</invoice_no><line_no>2</line_no></o>,<o><invoice_no>2</invoice_no><line_no>1</line_no></o> | invoice_no;line_no
            # named like nothing: the one that is unique, but not by chance
            <o><price>1.5</price><on>2026-01-01</on><name>x</name></o>,<o><price>1.7</price><on>2026-01-02</on><name>y</name></o> | name
            # three together
            <m><a>1</a><b>1</b><c>1</c></m>,<m><a>1</a><b>1</b><c>2</c></m>,<m><a>1</a><b>2</b><c>1</c></m>,<m><a>2</a><b>1</b><c>1</c></m> | a;b;c
            # a sensor's reading: station and time
            <m><station>N</station><at>2026-01-01T00:00:00Z</at></m>,<m><station>N</station><at>2026-01-01T01:00:00Z</at></m>,<m><station>S</station><at>2026-01-01T00:00:00Z</at></m> | station;at
            # not one that some records lack, or that is empty in some
            <o><id>1</id><name>x</name></o>,<o><name>y</name></o>                                                              | name
            """)
    void takesForKey(String records, String key) throws Exception {
        RecordDefinition definition = infer(records);

        assertThat(Arrays.stream(definition.keyColumns())
                        .mapToObj(index -> definition.columns().get(index).name()))
                .containsExactlyInAnyOrder(key.split(";"));
    }

    @Test
    void saysThatThereIsNoKeyAndStillReadsTheSamples() throws Exception {
        String records = "<o><a>1</a></o>,<o><a>1</a></o>,<o><a>2</a></o>";

        assertThat(Inference.infer(samples(records), "/all/o", "d"))
                .contains("# No key found, choose: ", "key: [no_key]");
        RecordDefinition definition = infer(records);
        Column key = definition.columns().get(definition.keyColumns()[0]);
        assertThat(key.path()).hasToString(".");
        assertThat(new Explanation(definition).explain(samples(records).get("sample.xml")))
                .hasSize(3)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Explanation.Acceptance.class));
    }

    @Test
    void takesTheRecordsOwnIdThoughItsNameIsTaken() throws Exception {
        Map<String, byte[]> invoice = Map.of(
                "invoice.xml",
                "<i><ID>9</ID><l><ID>1</ID><tax><ID>S</ID></tax></l><l><ID>2</ID><tax><ID>Z</ID></tax></l></i>"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(Inference.infer(invoice, "/i/l", "d")).contains("key: [id_2]", "{name: id_2, path: \"ID\"");
    }

    @Test
    void saysThatOneRecordProvesNoKey() throws Exception {
        assertThat(Inference.infer(samples("<o><name>x</name></o>"), "/all/o", "d"))
                .contains("key: [name]  # a guess: with one record any column would do\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <o id="1"><due>2026-02-01</due><issued>2026-01-01</issued></o>                                         | issued       |
            <o id="1"><birth_date>1980-02-01</birth_date><joined>2026-01-01</joined></o>                           | joined       |
            <o id="1"><due>2026-02-01</due></o>                                                                    | due          |
            <o id="1"><day>2026-02-01</day><created_at>2026-01-01T10:00:00Z</created_at></o>                       | day          | created_at
            <o id="1"><valid_until>2026-02-01T00:00:00Z</valid_until><at>2026-01-01T23:30:00+01:00</at></o>        | day(at)      | at
            <o id="1"><valid_until>2026-02-01T00:00:00Z</valid_until></o>                                          | day(valid_until) |
            <o id="1"><at>2026-01-01T23:30:00Z</at><at_day>x</at_day></o>                                          | hour(at)     | at
            <o id="1"><text>x</text></o>                                                                           | no_date      |
            <o id="1"><day>2026-01-01</day></o>,<o id="2"/>                                                        | no_date      |
            <o id="1"><day>2026-13-01</day></o>                                                                    | no_date      |
            <o id="1"><at>2026-13-01T00:00:00Z</at></o>                                                            | no_date      |
            """)
    void takesForDayAndForEventTime(String records, String day, String eventTime) throws Exception {
        RecordDefinition definition = infer(records);

        assertThat(definition.partitionBy()).hasToString(day);
        assertThat(definition.eventTimeColumn().stream()
                        .mapToObj(index -> definition.columns().get(index).name()))
                .isEqualTo(eventTime == null ? List.of() : List.of(eventTime));
    }

    private static RecordDefinition infer(String records) throws Exception {
        String record = "/all/" + records.substring(1).split("[ >/]", 2)[0];
        return DefinitionReader.parse(Inference.infer(samples(records), record, "d"), "inferred.yaml");
    }

    private static Map<String, byte[]> samples(String records) {
        Map<String, byte[]> samples = new LinkedHashMap<>();
        samples.put("sample.xml", ("<all>" + records.replace(">,<", "><") + "</all>").getBytes(StandardCharsets.UTF_8));
        return samples;
    }
}
