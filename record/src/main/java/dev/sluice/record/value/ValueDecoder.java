package dev.sluice.record.value;

import java.nio.charset.StandardCharsets;
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
     * @param text holds the value in well-formed UTF-8 from {@code from} (inclusive) to {@code to} (exclusive); not
     *     kept, not changed
     * @return the value; null when the text is empty and the type has no empty value; {@link #INVALID} when the
     *     text is no value of the type
     */
    @Nullable
    Object decode(byte[] text, int from, int to);

    /** What the text should have been, such as {@code decimal(10,2)}, for a violation. */
    String expected();

    default @Nullable Object decode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return decode(utf8, 0, utf8.length);
    }
}
