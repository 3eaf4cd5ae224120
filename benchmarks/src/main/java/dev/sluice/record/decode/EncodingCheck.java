package dev.sluice.record.decode;

/** Lets the benchmarks measure a part of decoding that nobody else needs by itself. */
public final class EncodingCheck {

    private EncodingCheck() {}

    /** What happens to a message before a parser sees it, but for the limits on markup. */
    public static long run(byte[] message) {
        try {
            return MessageEncoding.toUtf8(message).from();
        } catch (RefusedMessageException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
