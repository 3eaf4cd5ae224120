package dev.sluice.batch.lease;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;

/**
 * A run, as far as others can tell it from all other runs.
 *
 * @param command such as {@code process}
 * @param startedAtMillis when its process began: a number of a process comes back after some time
 */
public record Holder(String command, String host, long pid, long startedAtMillis) {

    private static final String UNKNOWN_HOST = "unknown host";

    /** The system counts from when it booted, which a correction of its clock moves. */
    private static final long CLOCK_CORRECTION_MILLIS = 5000;

    public static Holder thisProcess(String command) {
        ProcessHandle self = ProcessHandle.current();
        return new Holder(command, hostName(), self.pid(), startOf(self));
    }

    /** Only a process of this host can be known to have ended; where in doubt, it lives. */
    boolean isGone() {
        if (host.equals(UNKNOWN_HOST) || !host.equals(hostName())) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isEmpty() || Math.abs(startOf(process.get()) - startedAtMillis) > CLOCK_CORRECTION_MILLIS;
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return UNKNOWN_HOST;
        }
    }

    @Override
    public String toString() {
        return "'" + command + "' with pid " + pid + " on " + host;
    }
}
