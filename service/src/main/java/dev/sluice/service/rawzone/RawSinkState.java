package dev.sluice.service.rawzone;

/**
 * @param detail what a person should know: the failure, or what is being retried; empty when all is well
 */
public record RawSinkState(Phase phase, String detail) {

    public enum Phase {
        /** Created, or connecting. */
        STARTING,
        RUNNING,
        /** Waits for the storage or the broker; resumes by itself. */
        RETRYING,
        STOPPED,
        /** Ended by itself and needs a person; nothing is lost, and nothing is skipped. */
        FAILED
    }
}
