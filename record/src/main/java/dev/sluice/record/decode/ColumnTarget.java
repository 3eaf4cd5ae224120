package dev.sluice.record.decode;

import dev.sluice.record.value.ValueDecoder;
import org.jspecify.annotations.Nullable;

/**
 * A column, with everything that decoding its values needs, decided beforehand.
 *
 * @param column index of the column
 * @param guard the last step with predicates on the way to the value; null for none
 */
record ColumnTarget(
        int column, ValueDecoder decoder, @Nullable Guard guard) implements ValueTarget {

    @Override
    public void put(RecordCollector collector, Utf8Text text) {
        if (guard == null) {
            collector.put(column, decoder.decode(text.bytes, text.from, text.to));
        } else if (!guard.hasFailed()) {
            guard.pass(collector, column, decoder.decode(text.bytes, text.from, text.to));
        }
    }

    @Override
    public void put(RecordCollector collector, String text) {
        if (guard == null) {
            collector.put(column, decoder.decode(text));
        } else if (!guard.hasFailed()) {
            guard.pass(collector, column, decoder.decode(text));
        }
    }

    @Override
    public void putNull(RecordCollector collector) {
        if (guard == null) {
            collector.put(column, null);
        } else if (!guard.hasFailed()) {
            guard.pass(collector, column, null);
        }
    }
}
