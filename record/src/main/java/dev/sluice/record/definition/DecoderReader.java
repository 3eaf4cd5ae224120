package dev.sluice.record.definition;

import dev.sluice.record.value.BinaryEncoding;
import dev.sluice.record.value.Normalization;
import dev.sluice.record.value.NumberFormat;
import dev.sluice.record.value.ValueDecoder;
import dev.sluice.record.value.ValueDecoders;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Chooses a column's decoders from its type and the keys that say how values are written. */
final class DecoderReader {

    private final Fields fields;
    private final ColumnType type;
    private final List<UnaryOperator<String>> normalizations;
    private final Set<String> nullValues;
    private final @Nullable ZoneId zone;
    private final BinaryEncoding encoding;

    /** @param type of one value: the element's type, for a list */
    DecoderReader(Fields fields, ColumnType type) {
        this.fields = fields;
        this.type = type;
        this.normalizations = new NormalizeReader(fields).read();
        this.nullValues = nullValues();
        this.zone = zone();
        this.encoding = fields.choice("encoding", BinaryEncoding.BASE64);
    }

    /** An empty text is among them when it stands for no value; the types that have no empty value need no telling. */
    private Set<String> nullValues() {
        Set<String> texts = new HashSet<>();
        fields.texts("null-values").forEach(node -> texts.add(node.getValue()));
        if (fields.has("null-values") && texts.isEmpty()) {
            fields.invalid("null-values", "nothing", "at least one text");
        }
        String empty = fields.word("empty");
        if ("null".equals(empty)) {
            texts.add("");
        } else if (empty != null && !empty.equals("keep")) {
            fields.invalid("empty", empty, "one of keep, null");
        }
        return texts;
    }

    private @Nullable ZoneId zone() {
        String text = fields.text("zone");
        try {
            return text == null ? null : ZoneId.of(text);
        } catch (DateTimeException unknown) {
            fields.invalid("zone", String.valueOf(text), "a time zone such as Europe/Berlin, UTC or +01:00");
            return null;
        }
    }

    /** Of values in messages. */
    ValueDecoder messages() {
        List<UnaryOperator<String>> all = new ArrayList<>(normalizations);
        if (type != ColumnType.Simple.STRING && !(normalizations.isEmpty() && nullValues.isEmpty())) {
            // White space around other values is no part of them, so a text that stands for null may have it too.
            all.add(Normalization.TRIM);
        }
        return ValueDecoders.prepared(all, nullValues, typed());
    }

    private ValueDecoder typed() {
        String format = fields.text("format");
        if (format == null) {
            return decoder(null, null);
        }
        if (type.isNumber()) {
            NumberFormat numberFormat = NumberFormat.of(format).orElse(null);
            if (numberFormat == null) {
                fields.invalid("format", format, "the number 1234.56 as it is written here, such as 1.234,56");
            }
            return decoder(numberFormat, null);
        }
        try {
            return decoder(null, format);
        } catch (IllegalArgumentException unusable) {
            fields.invalid(
                    "format", format + " (" + unusable.getMessage() + ")", "a pattern such as dd.MM.yyyy HH:mm:ssXXX");
            return decoder(null, null);
        }
    }

    /**
     * Of values within the definition: these are written plainly, whatever format the messages have, but texts are
     * normalized, because only such ones can be equal to a value.
     */
    ValueDecoder literals() {
        ValueDecoder plain = decoder(null, null);
        return type == ColumnType.Simple.STRING ? ValueDecoders.prepared(normalizations, Set.of(), plain) : plain;
    }

    private ValueDecoder decoder(@Nullable NumberFormat number, @Nullable String pattern) {
        if (type instanceof ColumnType.Decimal decimal) {
            return ValueDecoders.ofDecimal(decimal.precision(), decimal.scale(), number);
        }
        return switch ((ColumnType.Simple) type) {
            case STRING, XML -> ValueDecoders.ofString();
            case BOOLEAN -> ValueDecoders.ofBoolean();
            case INT -> ValueDecoders.ofInt(number);
            case LONG -> ValueDecoders.ofLong(number);
            case FLOAT -> ValueDecoders.ofFloat(number);
            case DOUBLE -> ValueDecoders.ofDouble(number);
            case DATE -> ValueDecoders.ofDate(pattern);
            case TIME -> ValueDecoders.ofTime(pattern);
            case TIMESTAMP -> ValueDecoders.ofTimestamp(pattern, zone);
            case BINARY -> ValueDecoders.ofBinary(encoding);
        };
    }
}
