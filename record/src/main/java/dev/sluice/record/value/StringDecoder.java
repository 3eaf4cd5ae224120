package dev.sluice.record.value;

import java.util.List;

/** Text as it stands in the message, or normalized. */
final class StringDecoder implements ValueDecoder {

    private final Normalization[] normalizations;

    StringDecoder(List<Normalization> normalizations) {
        this.normalizations = normalizations.toArray(Normalization[]::new);
    }

    @Override
    public Object decode(char[] text, int from, int to) {
        String value = new String(text, from, to - from);
        for (Normalization normalization : normalizations) {
            value = normalization.apply(value);
        }
        return value;
    }

    @Override
    public String expected() {
        return "string";
    }
}
