package dev.sluice.record.definition;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code repeat}; whether a column of its type can have it is checked here as well. */
final class RepeatReader {

    private static final Pattern JOIN = Pattern.compile("join\\((.*)\\)", Pattern.DOTALL);

    private final Fields fields;
    private final ColumnType type;

    RepeatReader(Fields fields, ColumnType type) {
        this.fields = fields;
        this.type = type;
    }

    Repeat read() {
        boolean isList = type instanceof ColumnType.ListOf;
        Repeat.Kind usual = isList ? Repeat.Kind.LIST : Repeat.Kind.ERROR;
        String text = fields.text("repeat");
        if (text == null) {
            return Repeat.of(usual);
        }
        Repeat repeat = parse(text);
        if (isList && repeat.kind() != Repeat.Kind.LIST) {
            fields.invalid("repeat", text, "list, because type " + type.label() + " takes every value");
        } else if (!isList && repeat.kind() == Repeat.Kind.LIST) {
            fields.invalid("repeat", text, "type list<" + type.label() + "> with it");
        } else if (repeat.kind() == Repeat.Kind.JOIN && type != ColumnType.Simple.STRING) {
            fields.invalid("repeat", text, "type string with it, not " + type.label());
        }
        return repeat;
    }

    private Repeat parse(String text) {
        Matcher join = JOIN.matcher(text);
        if (join.matches()) {
            return new Repeat(Repeat.Kind.JOIN, join.group(1));
        }
        return switch (text) {
            case "error" -> Repeat.of(Repeat.Kind.ERROR);
            case "first" -> Repeat.of(Repeat.Kind.FIRST);
            case "last" -> Repeat.of(Repeat.Kind.LAST);
            case "list" -> Repeat.of(Repeat.Kind.LIST);
            default -> {
                fields.invalid("repeat", text, "one of error, first, last, list, join(SEPARATOR)");
                yield Repeat.of(type instanceof ColumnType.ListOf ? Repeat.Kind.LIST : Repeat.Kind.ERROR);
            }
        };
    }
}
