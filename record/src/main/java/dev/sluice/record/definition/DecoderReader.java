package dev.sluice.record.definition;

import dev.sluice.record.value.BinaryEncoding;
import dev.sluice.record.value.Normalization;
import dev.sluice.record.value.NumberFormat;
import dev.sluice.record.value.ValueDecoder;
import dev.sluice.record.value.ValueDecoders;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses a column's decoders from its type and the keys that say how values are written. */
final class DecoderReader {

    private final Fields fields;
    private final ColumnType type;
    private final List<Normalization> normalizations;
    private final @Nullable ZoneId zone;
    private final BinaryEncoding encoding;

    /** @param type of one value: the element's type, for a list */
    DecoderReader(Fields fields, ColumnType type) {
        this.fields = fields;
        this.type = type;
        this.normalizations = fields.texts("normalize").stream()
                .map(node -> fields.choice("normalize", node.getValue(), node, Normalization.TRIM))
                .toList();
        this.zone = zone();
        this.encoding = fields.choice("encoding", BinaryEncoding.BASE64);
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
        String format = fields.text("format");
        if (format == null) {
            return literals();
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
            return literals();
        }
    }

    /** Of values within the definition: these are written plainly, whatever format the messages have. */
    ValueDecoder literals() {
        return decoder(null, null);
    }

    private ValueDecoder decoder(@Nullable NumberFormat number, @Nullable String pattern) {
        if (type instanceof ColumnType.Decimal decimal) {
            return ValueDecoders.ofDecimal(decimal.precision(), decimal.scale(), number);
        }
        return switch ((ColumnType.Simple) type) {
            case STRING, XML -> ValueDecoders.ofString(normalizations);
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
