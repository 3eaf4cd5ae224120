package dev.sluice.record.decode;

/** Ends the decoding of a message from wherever it is; {@link MessageDecoder} turns it into a value. */
final class RefusedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** @param detail one sentence for a person, without payload */
    RefusedMessageException(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /**
     * @param limit as the definition spells it
     * @param place where in the message, with a space before it, or ""
     */
    static RefusedMessageException limitExceeded(String limit, int value, String place) {
        return new RefusedMessageException(
                Reason.LIMIT_EXCEEDED,
                "Cannot decode the message: more than the " + value + " that limits." + limit + " allows" + place);
    }

    Decoded.Malformed toDecoded() {
        return new Decoded.Malformed(reason, String.valueOf(getMessage()));
    }
}
