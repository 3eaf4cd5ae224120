package dev.sluice.record.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The texts of a record that no column reads, each with its path from the record, in document order. */
final class RescuedContent {

    private static final JsonFactory JSON = new JsonFactory();

    private final List<Entry> entries = new ArrayList<>();
    private int length;

    /** A text whose end is not known yet. */
    Entry begin(String path) {
        Entry entry = new Entry(path);
        entries.add(entry);
        length += path.length();
        return entry;
    }

    /** Characters of all paths and texts. */
    int length() {
        return length;
    }

    /** As {@code [{"path":"publisher/name","text":"Penguin"}]}. */
    String toJson() {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(json)) {
            generator.writeStartArray();
            for (Entry entry : entries) {
                if (entry.isLayout) {
                    continue;
                }
                generator.writeStartObject();
                generator.writeStringField("path", entry.path);
                generator.writeStringField("text", entry.text.toString());
                generator.writeEndObject();
            }
            generator.writeEndArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return json.toString();
    }

    /** One text. */
    final class Entry {

        private final String path;
        private final StringBuilder text = new StringBuilder();
        private boolean isLayout;

        private Entry(String path) {
            this.path = path;
        }

        void append(String more) {
            text.append(more);
            length += more.length();
        }

        /** Ends the text of an element with children: white space between these is none of the content. */
        void endMixed() {
            isLayout = text.toString().isBlank();
        }
    }
}
