package dev.sluice.record.decode;

import dev.sluice.record.definition.Column;
import dev.sluice.record.value.ValueDecoder;

/**
 * Where a value goes once it is found: everything about a column that decoding one needs, decided beforehand.
 *
 * @param column index of the column
 * @param level elements of the record's path within which there is at most one value: the depth of the nearest
 *     element that the value and the record are both in
 */
record ColumnTarget(int column, int level, ValueDecoder decoder) {

    static ColumnTarget of(Column column, int level) {
        return new ColumnTarget(column.index(), level, column.decoder());
    }
}
