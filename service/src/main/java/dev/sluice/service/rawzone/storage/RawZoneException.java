package dev.sluice.service.rawzone.storage;

/**
 * The RAW zone cannot be written as it is, and trying again does not help. The message names what is wrong and where,
 * for the person who has to decide.
 */
public final class RawZoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RawZoneException(String message) {
        super(message);
    }

    public RawZoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
