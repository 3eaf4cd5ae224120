package dev.sluice.record.value;

final class BooleanDecoder extends AtomicDecoder {

    BooleanDecoder() {
        super("boolean: true, false, 1 or 0");
    }

    @Override
    Object decodeTrimmed(byte[] text, int from, int to) {
        if (to - from == 1) {
            return text[from] == '1' ? Boolean.TRUE : text[from] == '0' ? Boolean.FALSE : INVALID;
        }
        return is("true", text, from, to) ? Boolean.TRUE : is("false", text, from, to) ? Boolean.FALSE : INVALID;
    }

    private static boolean is(String literal, byte[] text, int from, int to) {
        if (literal.length() != to - from) {
            return false;
        }
        for (int i = 0; i < literal.length(); i++) {
            if (literal.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }
}
