package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void writesOneJsonObjectForEachRowAndRejection() throws Exception {
        Path good = file("good.xml", """
                <library id="L-1" xmlns:inv="urn:example:inventory">
                  <book language="EN"><record_id>BK-1</record_id><title> A <![CDATA[&]]> B </title>
                    <author country="GB"><name>Ada &#x1F4DA;</name></author>
                    <price currency="EUR">24.9</price><published_on>2026-01-31</published_on>
                    <event_time>2026-01-31T09:15:00.25+01:00</event_time><inv:stock reserved="true">12</inv:stock>
                    <tags><tag>one</tag><tag>two</tag></tags></book>
                  <book><record_id>BK-2</record_id><published_on>2026-02-30</published_on></book>
                  <name>City Library</name>
                </library>
                """);
        Path bad = file("bad.xml", "<library><book>");

        var explain = Sluice.run(folder, "explain", "--definition", Sluice.BOOKS, "--json", good, bad);

        assertThat(explain.code()).as(explain.err()).isZero();
        List<JsonNode> lines = parse(explain.lines());
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo(MAPPER.readTree("""
                {"source": "%s", "index": 0, "row": {
                  "record_id": "BK-1", "title": "A & B", "language": "en", "author": "Ada \uD83D\uDCDA",
                  "author_country": "GB", "price": "24.90", "currency": "EUR", "published_on": "2026-01-31",
                  "event_time": "2026-01-31T08:15:00.250000Z", "tags": ["one", "two"], "in_stock": 12,
                  "reserved": true, "library_id": "L-1", "library_name": "City Library"}}
                """.formatted(good)));
        assertThat(lines.get(1).path("source").asText()).isEqualTo(good.toString());
        assertThat(lines.get(1).path("rejected").path("reason").asText()).isEqualTo("invalid-record");
        assertThat(lines.get(1).path("rejected").path("violations").findValuesAsText("column"))
                .containsExactlyInAnyOrder("title", "published_on");
        assertThat(lines.get(2).path("source").asText()).isEqualTo(bad.toString());
        assertThat(lines.get(2).path("rejected").path("reason").asText()).isEqualTo("truncated");
    }

    @Test
    void takesAnyNumberOfFiles() throws Exception {
        var arguments = new ArrayList<Object>(List.of("explain", "--definition", Sluice.BOOKS, "--json"));
        for (int number = 0; number < 200; number++) {
            arguments.add(file(
                    number + ".xml",
                    "<library><book><record_id>BK-" + number
                            + "</record_id><title>t</title><published_on>2026-01-01</published_on></book></library>"));
        }

        var explain = Sluice.run(folder, arguments.toArray());

        assertThat(explain.code()).as(explain.err()).isZero();
        assertThat(parse(explain.lines()))
                .extracting(line -> line.path("row").path("record_id").asText())
                .hasSize(200)
                .startsWith("BK-0", "BK-1")
                .doesNotHaveDuplicates();
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }

    private static List<JsonNode> parse(List<String> lines) throws Exception {
        var nodes = new ArrayList<JsonNode>();
        for (String line : lines) {
            nodes.add(MAPPER.readTree(line));
        }
        return nodes;
    }
}
