package dev.sluice.record.commandline;

/** The command was called in a wrong way, such as with a file that is not there: the exit code is 2. */
public final class WrongUseException extends UserErrorException {

    private static final long serialVersionUID = 1L;

    public WrongUseException(String message) {
        super(message);
    }

    public WrongUseException(String message, Throwable cause) {
        super(message, cause);
    }
}
