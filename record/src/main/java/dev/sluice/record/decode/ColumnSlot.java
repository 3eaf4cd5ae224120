package dev.sluice.record.decode;

import dev.sluice.record.definition.Column;
import dev.sluice.record.value.ValueDecoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of one column come together, within the element that they may repeat in. What happens to several
 * of them is chosen once for each column. Not thread-safe.
 */
abstract class ColumnSlot {

    private static final Problem REPEATED = new Problem("repeat", "at most one value");

    private final Problem wrongType;
    private final @Nullable Object defaultValue;

    @Nullable
    Object value;

    private @Nullable Problem problem;

    private ColumnSlot(Column column) {
        this.wrongType = new Problem("type", column.decoder().expected());
        this.defaultValue = column.defaultValue();
    }

    static ColumnSlot of(Column column) {
        return switch (column.repeat().kind()) {
            case ERROR -> new AtMostOne(column);
            case FIRST -> new First(column);
            case LAST -> new Last(column);
            case LIST -> new All(column);
            case JOIN -> new Joined(column);
        };
    }

    void clear() {
        value = null;
        problem = null;
    }

    /** @param decoded as a {@link ValueDecoder} answers */
    abstract void put(@Nullable Object decoded);

    /** All values have come. */
    void end() {
        if (value == null && problem == null) {
            value = defaultValue;
        }
    }

    @Nullable
    Object value() {
        return value;
    }

    /** Of the value in a row, in bytes, about. */
    int size() {
        return value == null ? 0 : size(value);
    }

    private static int size(Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof List<?> list) {
            int size = 0;
            for (Object element : list) {
                size += element == null ? 1 : size(element);
            }
            return size;
        }
        return value instanceof byte[] bytes ? bytes.length : Long.BYTES;
    }

    @Nullable
    Problem problem() {
        return problem;
    }

    /** The value itself; null, and the problem on record, for text that is none. */
    @Nullable
    Object checked(@Nullable Object decoded) {
        if (decoded != ValueDecoder.INVALID) {
            return decoded;
        }
        report(wrongType);
        return null;
    }

    /** The first problem of a column is the one that is told. */
    void report(Problem found) {
        if (problem == null) {
            problem = found;
        }
    }

    void forgetProblem() {
        problem = null;
    }

    /** Why there is no value. */
    record Problem(String rule, String expected) {}

    private static final class AtMostOne extends ColumnSlot {
        private boolean seen;

        AtMostOne(Column column) {
            super(column);
        }

        @Override
        void clear() {
            super.clear();
            seen = false;
        }

        @Override
        void put(@Nullable Object decoded) {
            value = checked(decoded);
            if (seen) {
                value = null;
                report(REPEATED);
            }
            seen = true;
        }
    }

    private static final class First extends ColumnSlot {
        private boolean seen;

        First(Column column) {
            super(column);
        }

        @Override
        void clear() {
            super.clear();
            seen = false;
        }

        @Override
        void put(@Nullable Object decoded) {
            if (!seen) {
                value = checked(decoded);
                seen = true;
            }
        }
    }

    private static final class Last extends ColumnSlot {
        Last(Column column) {
            super(column);
        }

        @Override
        void put(@Nullable Object decoded) {
            forgetProblem();
            value = checked(decoded);
        }
    }

    private static final class All extends ColumnSlot {
        All(Column column) {
            super(column);
        }

        @Override
        @SuppressWarnings("unchecked") // nothing else is put here
        void put(@Nullable Object decoded) {
            List<@Nullable Object> list = (List<@Nullable Object>) value;
            if (list == null) {
                list = new ArrayList<>();
                value = list;
            }
            list.add(checked(decoded));
        }
    }

    private static final class Joined extends ColumnSlot {
        private final String separator;
        private @Nullable StringBuilder text;

        Joined(Column column) {
            super(column);
            this.separator = column.repeat().separator();
        }

        @Override
        void clear() {
            super.clear();
            text = null;
        }

        @Override
        void put(@Nullable Object decoded) {
            Object more = checked(decoded);
            if (more != null) {
                text = text == null ? new StringBuilder() : text.append(separator);
                text.append(more);
            }
        }

        @Override
        void end() {
            value = text == null ? null : text.toString();
            super.end();
        }
    }
}
