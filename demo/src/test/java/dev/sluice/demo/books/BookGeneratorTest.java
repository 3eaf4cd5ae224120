package dev.sluice.demo.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class BookGeneratorTest {

    private static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");
    private static final Rates NOTHING_UNUSUAL = new Rates(0, 0, 0, 0);

    @Test
    void givesTheSameMessagesForTheSameSeed() {
        var one = new BookGenerator(7, Rates.DEFAULT);
        var other = new BookGenerator(7, Rates.DEFAULT);

        for (int index = 300; index > 0; index--) {
            assertThat(one.message(index, NOW).value())
                    .isEqualTo(other.message(index, NOW).value());
        }
        assertThat(new BookGenerator(8, Rates.DEFAULT).message(1, NOW).value())
                .isNotEqualTo(one.message(1, NOW).value());
    }

    @Test
    void writesWhatAnotherParserReadsAsItsTruthSays() throws Exception {
        var truth = new Truth();
        var ids = new ArrayList<String>();
        for (var message : messages(3000, new Rates(0.2, 0, 0, 0.1))) {
            truth.add(message);
            if (message.value() != null) {
                var books = parse(message.value()).getElementsByTagNameNS("*", "book");
                assertThat(books.getLength()).isEqualTo(message.records());
                for (int book = 0; book < books.getLength(); book++) {
                    ids.add(text((Element) books.item(book), "record_id"));
                }
            }
        }

        assertThat(ids).hasSize((int) truth.records());
        assertThat(new HashSet<>(ids)).hasSize((int) truth.distinct());
        assertThat(truth.duplicates()).isEqualTo(truth.records() - truth.distinct());
        assertThat(truth.duplicates()).isBetween(truth.records() / 10, truth.records() / 4);
        assertThat(truth.late()).isBetween(truth.distinct() / 20, truth.distinct() / 5);
        assertThat(truth.tombstones()).isPositive();
        assertThat(truth.checksum())
                .isEqualTo(ids.stream()
                        .distinct()
                        .mapToLong(id -> Long.parseLong(id.substring(9)))
                        .sum());
    }

    @Test
    void usesWhatXmlOffers() {
        var all = new StringBuilder();
        messages(300, NOTHING_UNUSUAL).stream()
                .filter(message -> message.value() != null)
                .forEach(message -> all.append(new String(message.value(), StandardCharsets.UTF_8)));

        assertThat(all)
                .contains("<![CDATA[", "<!--", "&amp;", "&#x", "<?feed", " xmlns='", "<lib:book language=\"")
                .contains("図書館", "\uD835\uDD10", " currency=\"");
    }

    @Test
    void damagesMessagesInEveryWay() {
        var truth = new Truth();
        messages(2000, new Rates(0, 1, 0.5, 0)).forEach(truth::add);

        assertThat(truth.records()).isZero();
        assertThat(truth.malformed() + truth.tombstones()).isEqualTo(truth.messages());
        assertThat(truth.deadLetters().keySet())
                .containsExactly(
                        "empty-value",
                        "entity-declaration-refused",
                        "external-entity-refused",
                        "invalid-encoding",
                        "malformed-xml",
                        "no-records",
                        "not-xml",
                        "truncated");
    }

    @Test
    void givesOneDeadLetterToAMessageWithInvalidRecords() {
        var truth = new Truth();
        messages(2000, new Rates(0, 0, 1, 0)).forEach(truth::add);

        assertThat(truth.rejected()).isEqualTo(truth.records()).isPositive();
        assertThat(truth.distinct()).isZero();
        assertThat(truth.deadLetters()).containsOnlyKeys("invalid-record", "key-missing");
        assertThat(truth.deadLetters().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(truth.messages() - truth.tombstones());
    }

    @Test
    void refusesARateThatIsNoShare() {
        assertThatThrownBy(() -> new Rates(0, 1.5, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid malformed: 1.5, expected 0 to 1");
    }

    private static List<BookMessage> messages(int count, Rates rates) {
        var generator = new BookGenerator(42, rates);
        return IntStream.range(0, count)
                .mapToObj(index -> generator.message(index, NOW))
                .toList();
    }

    private static Document parse(byte[] xml) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }

    private static String text(Element book, String name) {
        return book.getElementsByTagNameNS("*", name).item(0).getTextContent();
    }
}
