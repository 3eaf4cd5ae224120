package dev.sluice.record.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record, flat and typed. Immutable by convention: the array is not copied.
 *
 * @param index position of the record within its message, from 0
 * @param values one for each column of the definition, in its order, of the classes that
 *     {@link dev.sluice.record.definition.ColumnType} lists; null where there is no value
 * @param qualityFlags names of the rules that were broken but only flagged
 * @param rescued content of elements that no column reads, when the definition rescues them
 */
public record Row(
        int index,
        @Nullable Object[] values,
        List<String> qualityFlags,
        @Nullable String rescued) {

    public @Nullable Object value(int column) {
        return values[column];
    }
}
