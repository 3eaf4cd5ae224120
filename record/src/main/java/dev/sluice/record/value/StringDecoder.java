package dev.sluice.record.value;

import java.nio.charset.StandardCharsets;

/** Text as it stands in the message. */
final class StringDecoder implements ValueDecoder {

    @Override
    public Object decode(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public Object decode(String text) {
        return text;
    }

    @Override
    public String expected() {
        return "string";
    }
}
