package dev.sluice.demo.books;

/** The ways in which one record can be invalid, each with the reason that its dead letter must carry. */
enum Fault {
    NO_TITLE("invalid-record"),
    WORDY_PRICE("invalid-record"),
    NEGATIVE_PRICE("invalid-record"),
    IMPOSSIBLE_DATE("invalid-record"),
    TWO_TITLES("invalid-record"),
    NO_ID("key-missing");

    private final String reason;

    Fault(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
