package dev.sluice.service;

import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.InvalidDefinitionException;
import dev.sluice.record.definition.RecordDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** XML messages of the test definition {@code books.yaml}. */
public final class Books {

    private Books() {}

    public static Path definitionFile() {
        try {
            return Path.of(Books.class.getResource("books.yaml").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static RecordDefinition definition() {
        try {
            return DefinitionReader.read(definitionFile());
        } catch (InvalidDefinitionException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** A message with one valid record for each id. */
    public static byte[] message(String... ids) {
        return library(List.of(ids).stream().map(Books::book).toList());
    }

    public static byte[] library(List<String> books) {
        return ("<library>" + String.join("", books) + "</library>").getBytes(StandardCharsets.UTF_8);
    }

    public static String book(String id) {
        return book(id, "10.00");
    }

    public static String book(String id, String price) {
        return "<book><record_id>" + id + "</record_id><title>Title of " + id + "</title><price>" + price
                + "</price><published_on>2026-01-31</published_on><event_time>2026-11-20T12:00:00Z</event_time></book>";
    }
}
