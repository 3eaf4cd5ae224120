package dev.sluice.record.definition;

import dev.sluice.record.value.ValueDecoder;

/**
 * One column of the rows.
 *
 * @param index position among the definition's columns, from 0
 * @param path where its value stands in a message
 * @param decoder of the value's text; of one element's text, for a list
 */
public record Column(int index, String name, XmlPath path, ColumnType type, ValueDecoder decoder, Rules rules) {

    public boolean required() {
        return rules.required();
    }
}
