package dev.sluice.record.commandline;

/**
 * Something that the person at the command line can put right, such as an unreachable broker: the message is for
 * them, the exit code is 1.
 */
public class UserErrorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UserErrorException(String message) {
        super(message);
    }

    public UserErrorException(String message, Throwable cause) {
        super(message, cause);
    }
}
