package dev.sluice.record.value;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The decoder for each type. */
public final class ValueDecoders {

    private ValueDecoders() {}

    public static ValueDecoder ofString() {
        return new StringDecoder();
    }

    /**
     * A decoder that changes the text before another one sees it.
     *
     * @param normalizations in their order
     * @param nullValues texts that stand for no value, once they are normalized
     */
    public static ValueDecoder prepared(
            List<UnaryOperator<String>> normalizations, Set<String> nullValues, ValueDecoder typed) {
        return normalizations.isEmpty() && nullValues.isEmpty()
                ? typed
                : new PreparedDecoder(normalizations, nullValues, typed);
    }

    /** A decoder that answers the same word for every text. */
    public static ValueDecoder redacted(ValueDecoder text) {
        return new RedactingDecoder(text);
    }

    /** A decoder that answers HMAC-SHA256 of a text's UTF-8 bytes, in hexadecimal. */
    public static ValueDecoder hashed(ValueDecoder text, byte[] key) {
        return new HashingDecoder(text, key);
    }

    public static ValueDecoder ofBoolean() {
        return new BooleanDecoder();
    }

    public static ValueDecoder ofInt(@Nullable NumberFormat format) {
        return formatted(IntegerDecoder.ofInt(), format);
    }

    public static ValueDecoder ofLong(@Nullable NumberFormat format) {
        return formatted(IntegerDecoder.ofLong(), format);
    }

    public static ValueDecoder ofFloat(@Nullable NumberFormat format) {
        return formatted(FloatingDecoder.ofFloat(), format);
    }

    public static ValueDecoder ofDouble(@Nullable NumberFormat format) {
        return formatted(FloatingDecoder.ofDouble(), format);
    }

    public static ValueDecoder ofDecimal(int precision, int scale, @Nullable NumberFormat format) {
        return formatted(new DecimalDecoder(precision, scale), format);
    }

    /** @throws IllegalArgumentException when the pattern cannot tell a date, with the reason */
    public static ValueDecoder ofDate(@Nullable String pattern) {
        return pattern == null ? new DateDecoder() : FormattedTemporalDecoder.ofDate(pattern);
    }

    /** @throws IllegalArgumentException when the pattern cannot tell a time, with the reason */
    public static ValueDecoder ofTime(@Nullable String pattern) {
        return pattern == null ? new TimeDecoder() : FormattedTemporalDecoder.ofTime(pattern);
    }

    /**
     * @param zone of timestamps without an offset; without it they are no values
     * @throws IllegalArgumentException when the pattern cannot tell a timestamp, with the reason
     */
    public static ValueDecoder ofTimestamp(@Nullable String pattern, @Nullable ZoneId zone) {
        return pattern == null ? new TimestampDecoder(zone) : FormattedTemporalDecoder.ofTimestamp(pattern, zone);
    }

    public static ValueDecoder ofBinary(BinaryEncoding encoding) {
        return new BinaryDecoder(encoding);
    }

    private static ValueDecoder formatted(AtomicDecoder plain, @Nullable NumberFormat format) {
        return format == null ? plain : new FormattedNumberDecoder(format, plain);
    }
}
