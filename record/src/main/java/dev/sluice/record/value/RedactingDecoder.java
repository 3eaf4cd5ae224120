package dev.sluice.record.value;

import org.jspecify.annotations.Nullable;

/** Tells that there is a value, and nothing else of it. */
final class RedactingDecoder implements ValueDecoder {

    private static final String REDACTED = "***";

    private final ValueDecoder text;

    RedactingDecoder(ValueDecoder text) {
        this.text = text;
    }

    @Override
    public @Nullable Object decode(byte[] utf8, int from, int to) {
        Object value = text.decode(utf8, from, to);
        return value == null || value == INVALID ? value : REDACTED;
    }

    @Override
    public String expected() {
        return text.expected();
    }
}
