package dev.sluice.record.compatibility;

import dev.sluice.record.definition.ColumnType;
import dev.sluice.record.definition.ColumnType.Decimal;
import dev.sluice.record.definition.ColumnType.ListOf;
import dev.sluice.record.definition.ColumnType.Simple;

/** Which types hold every value of another one, so that a reader may take old files for new ones. */
final class Widening {

    private Widening() {}

    /** Whether files have it as text. */
    static boolean isText(ColumnType type) {
        return type == Simple.STRING || type == Simple.XML;
    }

    static boolean isWider(ColumnType to, ColumnType from) {
        if (to instanceof ListOf list && from instanceof ListOf old) {
            return isWider(list.element(), old.element());
        }
        if (to instanceof Decimal decimal && from instanceof Decimal old) {
            return decimal.scale() == old.scale() && decimal.precision() > old.precision();
        }
        return (to == Simple.LONG && from == Simple.INT) || (to == Simple.DOUBLE && from == Simple.FLOAT);
    }
}
