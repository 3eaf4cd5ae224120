package dev.sluice.record.value;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes the text of a value, and takes some texts for none, before another decoder gives it its type. */
final class PreparedDecoder implements ValueDecoder {

    private final UnaryOperator<String>[] normalizations;
    private final Set<String> nullValues;
    private final ValueDecoder typed;

    /** @param nullValues texts that stand for no value, once they are normalized */
    @SuppressWarnings("unchecked") // an array of a generic type cannot be made in another way
    PreparedDecoder(List<UnaryOperator<String>> normalizations, Set<String> nullValues, ValueDecoder typed) {
        this.normalizations = normalizations.toArray(UnaryOperator[]::new);
        this.nullValues = Set.copyOf(nullValues);
        this.typed = typed;
    }

    @Override
    public @Nullable Object decode(byte[] text, int from, int to) {
        return decode(new String(text, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable Object decode(String text) {
        String prepared = text;
        for (UnaryOperator<String> normalization : normalizations) {
            prepared = normalization.apply(prepared);
        }
        return nullValues.contains(prepared) ? null : typed.decode(prepared);
    }

    @Override
    public String expected() {
        return typed.expected();
    }
}
