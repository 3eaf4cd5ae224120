package dev.sluice.record.definition;

import dev.sluice.record.value.ValueDecoder;
import org.jspecify.annotations.Nullable;

/**
 * One column of the rows. A value takes these steps, in this order: text, normalize, null-values and empty, type,
 * mask, repeat; and when nothing has come of all that, default. Rules see what is left in the end.
 *
 * @param index position among the definition's columns, from 0
 * @param path where its value stands in a message
 * @param text which text of an element is its value
 * @param decoder of the value's text; of one element's text, for a list
 * @param mask put over each of its values when they are decoded; {@code decoder} itself knows nothing of it
 * @param repeat what becomes of several values
 * @param defaultValue of the type's class, in the place of null; null for none
 */
public record Column(
        int index,
        String name,
        XmlPath path,
        ColumnType type,
        TextOf text,
        ValueDecoder decoder,
        Mask mask,
        Repeat repeat,
        @Nullable Object defaultValue,
        Rules rules) {

    public boolean required() {
        return rules.required();
    }
}
