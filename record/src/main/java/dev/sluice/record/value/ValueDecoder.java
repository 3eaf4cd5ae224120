package dev.sluice.record.value;

import org.jspecify.annotations.Nullable;

/** Turns the text of one value into a value of one type. Immutable and thread-safe. */
public interface ValueDecoder {

    /** Returned for text that is no value of the type. */
    Object INVALID = new Object() {
        @Override
        public String toString() {
            return "INVALID";
        }
    };

    /**
     * @param text holds the value from {@code from} (inclusive) to {@code to} (exclusive); not kept, not changed
     * @return the value; null when the text is empty and the type has no empty value; {@link #INVALID} when the
     *     text is no value of the type
     */
    @Nullable
    Object decode(char[] text, int from, int to);

    /** What the text should have been, such as {@code decimal(10,2)}, for a violation. */
    String expected();

    default @Nullable Object decode(String text) {
        return decode(text.toCharArray(), 0, text.length());
    }
}
