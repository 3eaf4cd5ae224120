package dev.sluice.record.avro;

import dev.sluice.record.decode.Row;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.RecordDefinition;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes that tell one record of a dataset from another: the canonical text of each key column in UTF-8, with
 * U+001F between them, which no XML 1.0 document can contain. Thread-safe.
 */
public final class RecordKey {

    private static final char SEPARATOR = '\u001F';

    private final int[] columns;
    private final String[] names;

    public RecordKey(RecordDefinition definition) {
        this.columns = definition.keyColumns();
        this.names = Arrays.stream(columns)
                .mapToObj(definition.columns()::get)
                .map(Column::name)
                .toArray(String[]::new);
    }

    /** @param row one that a validator accepted, so that it has a value in every key column */
    public byte[] of(Row row) {
        if (columns.length == 1) {
            return text(row, 0).getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < columns.length; i++) {
            if (i > 0) {
                key.append(SEPARATOR);
            }
            key.append(text(row, i));
        }
        return key.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String text(Row row, int i) {
        Object value = row.value(columns[i]);
        if (value == null) {
            throw new IllegalArgumentException("Cannot build a record key: no value in column " + names[i]);
        }
        // Java's own text of the other types a key may have is canonical: equal values, equal texts.
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }
}
