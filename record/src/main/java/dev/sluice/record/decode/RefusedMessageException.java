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

    Decoded.Malformed toDecoded() {
        return new Decoded.Malformed(reason, String.valueOf(getMessage()));
    }
}
