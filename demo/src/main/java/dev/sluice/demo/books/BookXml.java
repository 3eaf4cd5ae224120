package dev.sluice.demo.books;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Writes one message. Spelling varies from message to message where XML allows it; the values do not. */
final class BookXml {

    private static final String NAMESPACE = "urn:example:library";
    private static final String INVENTORY = "urn:example:inventory";
    private static final DateTimeFormatter EVENT_TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss.SSS")
            .appendOffset("+HH:MM", "Z")
            .toFormatter(Locale.ROOT);

    private final StringBuilder xml = new StringBuilder(2048);
    private final SplittableRandom random;
    private final Instant now;
    private final String prefix;
    private final String inventory;

    /** @param random chooses the spelling */
    BookXml(String libraryId, SplittableRandom random, Instant now) {
        this.random = random;
        this.now = now;
        int style = random.nextInt(3);
        this.prefix = style == 0 ? "lib:" : "";
        if (random.nextBoolean()) {
            xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        }
        if (random.nextInt(4) == 0) {
            xml.append("<!-- shipment <").append(libraryId).append("> -->\n<?feed nightly?>\n");
        }
        xml.append('<').append(prefix).append("library id=\"").append(libraryId).append('"');
        if (style == 0) {
            xml.append(" xmlns:lib=\"").append(NAMESPACE).append('"');
        } else if (style == 1) {
            xml.append(" xmlns='").append(NAMESPACE).append('\'');
        }
        // The definition asks for the namespace of the stock, not for its prefix.
        inventory = random.nextBoolean() ? "inv:" : "stock-keeping:";
        xml.append(" xmlns:").append(inventory, 0, inventory.length() - 1);
        xml.append("=\"").append(INVENTORY).append("\">\n");
    }

    void add(Book book, @Nullable Fault fault) {
        xml.append("  ");
        open("book", "language", book.language());
        xml.append('\n');
        if (fault != Fault.NO_ID) {
            element("record_id", book.id());
        }
        if (fault != Fault.NO_TITLE) {
            element("title", book.title());
        }
        if (fault == Fault.TWO_TITLES) {
            element("title", "Working title");
        }
        xml.append("    ");
        open("author", "country", book.country());
        xml.append('\n');
        element("name", book.author());
        close("author");
        xml.append("    ");
        open("price", "currency", book.currency());
        xml.append(price(book, fault));
        close("price");
        element(
                "published_on",
                fault == Fault.IMPOSSIBLE_DATE
                        ? "2026-02-30"
                        : book.publishedOn().toString());
        xml.append("    ");
        open("tags");
        xml.append('\n');
        for (String tag : book.tags()) {
            element("tag", tag);
        }
        close("tags");
        element("event_time", EVENT_TIME.format(now.minus(book.age()).atOffset(book.offset())));
        xml.append("    <").append(inventory).append("stock reserved=\"").append(book.stock() == 0);
        xml.append("\">").append(book.stock()).append("</").append(inventory).append("stock>\n");
        close("book");
    }

    /** Ends with what stands beside the books, after them. */
    String end(String libraryName) {
        element("name", libraryName);
        close("library");
        return xml.toString();
    }

    private static String price(Book book, @Nullable Fault fault) {
        if (fault == Fault.WORDY_PRICE) {
            return "twelve";
        }
        return fault == Fault.NEGATIVE_PRICE ? "-" + book.price() : book.price();
    }

    private void element(String name, String text) {
        xml.append("    ");
        open(name);
        switch (random.nextInt(6)) {
            case 0 -> cdata(text);
            case 1 -> references(text);
            case 2 -> {
                int middle = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
                escaped(text.substring(0, middle));
                xml.append("<!-- proof-read -->");
                escaped(text.substring(middle));
            }
            default -> escaped(text);
        }
        close(name);
    }

    private void open(String name) {
        xml.append('<').append(prefix).append(name).append('>');
    }

    private void open(String name, String attribute, String value) {
        xml.append('<')
                .append(prefix)
                .append(name)
                .append(' ')
                .append(attribute)
                .append("=\"");
        escaped(value);
        xml.append("\">");
    }

    private void close(String name) {
        xml.append("</").append(prefix).append(name).append(">\n");
    }

    private void cdata(String text) {
        xml.append("<![CDATA[").append(text.replace("]]>", "]]]]><![CDATA[>")).append("]]>");
    }

    /** Everything but letters, digits and spaces of ASCII as a decimal or hexadecimal character reference. */
    private void references(String text) {
        text.codePoints().forEach(character -> {
            if (character < 0x80 && (Character.isLetterOrDigit(character) || character == ' ')) {
                xml.appendCodePoint(character);
            } else if (character % 2 == 0) {
                xml.append("&#").append(character).append(';');
            } else {
                xml.append("&#x").append(Integer.toHexString(character)).append(';');
            }
        });
    }

    private void escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\'' -> xml.append("&apos;");
                default -> xml.append(character);
            }
        }
    }
}
