package dev.sluice.record.definition;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns as row rules see them: dates as timestamps at 00:00 UTC, times as durations since midnight. */
final class ExpressionTypes {

    static final Object NULL = NullValue.NULL_VALUE;

    private ExpressionTypes() {}

    static CelType of(ColumnType type) {
        if (type instanceof ColumnType.ListOf list) {
            return ListType.create(plain(list.element()));
        }
        CelType plain = plain(type);
        // Timestamps, durations and decimals may be compared with null as they are.
        boolean needsWrapper = plain instanceof SimpleType
                && !plain.equals(SimpleType.TIMESTAMP)
                && !plain.equals(SimpleType.DURATION);
        return needsWrapper ? NullableType.create(plain) : plain;
    }

    private static CelType plain(ColumnType type) {
        if (type instanceof ColumnType.Decimal) {
            return ExpressionDecimal.TYPE;
        }
        return switch ((ColumnType.Simple) type) {
            case STRING, XML -> SimpleType.STRING;
            case BOOLEAN -> SimpleType.BOOL;
            case INT, LONG -> SimpleType.INT;
            case FLOAT, DOUBLE -> SimpleType.DOUBLE;
            case DATE, TIMESTAMP -> SimpleType.TIMESTAMP;
            case TIME -> SimpleType.DURATION;
            case BINARY -> SimpleType.BYTES;
        };
    }

    static Object valueOf(Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof BigDecimal decimal) {
            return ExpressionDecimal.of(decimal);
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        if (value instanceof LocalTime time) {
            return Duration.ofNanos(time.toNanoOfDay());
        }
        if (value instanceof byte[] bytes) {
            return CelByteString.of(bytes);
        }
        return value instanceof List<?> list
                ? list.stream().map(ExpressionTypes::elementOf).toList()
                : value;
    }

    private static Object elementOf(@Nullable Object element) {
        return element == null ? NULL : valueOf(element);
    }
}
