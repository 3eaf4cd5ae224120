package dev.sluice.record.definition;

import dev.sluice.record.value.ValueDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one entry of {@code columns}. */
final class ColumnReader {

    private static final List<String> KEYS = List.of(
            "name",
            "path",
            "type",
            "repeat",
            "required",
            "default",
            "text",
            "normalize",
            "null-values",
            "empty",
            "mask",
            "format",
            "zone",
            "encoding",
            "min",
            "max",
            "min-length",
            "max-length",
            "pattern",
            "one-of",
            "on-violation");
    private static final String NAME = "[A-Za-z][A-Za-z0-9_]*";

    private final int index;
    private final PathParser paths;
    private final String label;
    private final Fields fields;

    ColumnReader(int index, Node node, PathParser paths, Problems problems) {
        this.index = index;
        this.paths = paths;
        this.label = label(index, node);
        this.fields = new Fields(node, " of column " + label, KEYS, problems);
    }

    private static String label(int index, Node node) {
        String name = new Fields(node, "", KEYS, new Problems("")).text("name");
        return name == null ? String.valueOf(index + 1) : name;
    }

    /** The column's name as it is written, or its number from 1 when it has none. */
    String label() {
        return label;
    }

    Node place(String key) {
        return fields.place(key);
    }

    /** The column, or null when it has no usable name, path or type. */
    @Nullable
    Column read() {
        String name = name();
        XmlPath path = path();
        ColumnType type = type();
        if (type == null) {
            return null;
        }
        ColumnType element = type instanceof ColumnType.ListOf list ? list.element() : type;
        refuseKeysOfOtherTypes(element);
        if (element == ColumnType.Simple.XML && path != null && path.attribute() != null) {
            fields.invalid("type", type.label(), "another one, because an attribute has no subtree");
        }
        DecoderReader decoders = new DecoderReader(fields, element);
        Rules rules = new RulesReader(fields, element, decoders.literals()).read();
        ValueDecoder messages = decoders.messages();
        Repeat repeat = new RepeatReader(fields, type).read();
        TextOf text = fields.choice("text", TextOf.DEEP);
        Object defaultValue = defaultValue(type, decoders.literals());
        Mask mask = fields.choice("mask", Mask.NONE);
        if (mask != Mask.NONE) {
            fields.refuse(
                    "columns without mask, because rules see what masks leave",
                    "pattern",
                    "min-length",
                    "max-length",
                    "one-of");
        }
        if (path != null && path.attribute() != null) {
            fields.refuse("elements, because an attribute has only one text", "text");
        }
        return name == null || path == null
                ? null
                : new Column(index, name, path, type, text, messages, mask, repeat, defaultValue, rules);
    }

    private @Nullable Object defaultValue(ColumnType type, ValueDecoder literals) {
        if (type instanceof ColumnType.ListOf) {
            fields.refuse("types other than list", "default");
            return null;
        }
        String text = fields.text("default");
        Object value = text == null ? null : literals.decode(text);
        if (text != null && (value == null || value == ValueDecoder.INVALID)) {
            fields.invalid("default", text, literals.expected());
            return null;
        }
        return value;
    }

    private @Nullable String name() {
        String name = fields.requiredText("name");
        if (name != null && !name.matches(NAME)) {
            fields.invalid("name", name, "letters, digits and _, a letter first (names with _ first are Sluice's own)");
            return null;
        }
        return name;
    }

    private @Nullable XmlPath path() {
        String text = fields.requiredText("path");
        try {
            return text == null ? null : paths.parse(text);
        } catch (PathParser.InvalidPathException invalid) {
            fields.invalid("path", String.valueOf(text), invalid.expectation());
            return null;
        }
    }

    private @Nullable ColumnType type() {
        String label = fields.requiredText("type");
        ColumnType type = label == null ? null : TypeParser.parse(label);
        if (label != null && type == null) {
            fields.invalid("type", label, TypeParser.expectation(label));
        }
        return type;
    }

    private void refuseKeysOfOtherTypes(ColumnType type) {
        boolean string = type == ColumnType.Simple.STRING;
        boolean binary = type == ColumnType.Simple.BINARY;
        if (!string) {
            fields.refuse("type string", "empty", "mask", "pattern");
        }
        if (type == ColumnType.Simple.XML) {
            fields.refuse("types other than xml", "text", "normalize", "null-values", "default");
        }
        if (!string && !binary) {
            fields.refuse("types string and binary", "min-length", "max-length");
        }
        if (!binary) {
            fields.refuse("type binary", "encoding");
        }
        if (type != ColumnType.Simple.TIMESTAMP) {
            fields.refuse("type timestamp", "zone");
        }
        if (!type.isNumber() && !type.isTemporal()) {
            fields.refuse("numbers, dates and times", "format", "min", "max");
        }
        if (binary || type == ColumnType.Simple.XML) {
            fields.refuse("types other than binary and xml", "one-of");
        }
    }
}
