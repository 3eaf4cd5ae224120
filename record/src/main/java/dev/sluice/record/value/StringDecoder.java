package dev.sluice.record.value;

/** Text as it stands in the message. */
final class StringDecoder implements ValueDecoder {

    @Override
    public Object decode(char[] text, int from, int to) {
        return new String(text, from, to - from);
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
