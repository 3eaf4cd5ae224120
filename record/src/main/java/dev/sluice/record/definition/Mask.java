package dev.sluice.record.definition;

/** What takes the place of personal data, before anything leaves the decoder. */
public enum Mask {
    NONE,
    /** The same word for every value. */
    REDACT,
    /** HMAC-SHA256 in hexadecimal, under a key that is not part of the definition: equal values stay equal. */
    SHA256
}
