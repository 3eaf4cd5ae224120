package dev.sluice.batch.lease;

import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The right to work on a dataset, renewed in the background until it is closed. Clocks decide who has it, so two runs
 * may both believe to: it saves work and is no lock. Thread-safe.
 */
public final class Lease implements AutoCloseable {

    /** A run that dies on another host holds up the next one for at most as long. */
    static final Duration TERM = Duration.ofMinutes(1);

    private final LeaseFiles files;
    private final Clock clock;
    private final long number;
    private final ScheduledExecutorService renewals;
    private LeaseRecord record;
    private boolean closed;

    private Lease(LeaseFiles files, Clock clock, long number, LeaseRecord record) {
        this.files = files;
        this.clock = clock;
        this.number = number;
        this.record = record;
        this.renewals = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lease-renewal");
            thread.setDaemon(true);
            return thread;
        });
        long often = TERM.toMillis() / 4;
        renewals.scheduleAtFixedRate(this::renewInBackground, often, often, TimeUnit.MILLISECONDS);
    }

    /**
     * @param folder of the lease, relative to the zone's root
     * @throws LeaseHeldException when another run has it
     */
    public static Lease take(LakeStorage zone, String folder, Holder holder) throws IOException {
        return take(zone, folder, holder, Clock.systemUTC());
    }

    static Lease take(LakeStorage zone, String folder, Holder holder, Clock clock) throws IOException {
        LeaseFiles files = new LeaseFiles(zone, folder);
        SortedMap<Long, LeaseRecord> before = files.all();
        if (!before.isEmpty()) {
            refuseIfHeld(newest(before), clock);
        }
        long number = before.isEmpty() ? 1 : before.lastKey() + 1;
        LeaseRecord mine = LeaseRecord.taken(holder, clock.millis(), TERM.toMillis());
        boolean created = files.create(number, mine);
        SortedMap<Long, LeaseRecord> after = files.all();
        if (!created || after.isEmpty() || after.lastKey() != number) {
            if (created) {
                files.delete(number); // Others took and gave back between the two looks, and went on from there.
            }
            LeaseRecord first = after.isEmpty() ? mine : newest(after);
            throw new LeaseHeldException("was begun by " + first + " at the same moment");
        }
        for (long old : before.keySet()) {
            files.delete(old);
        }
        return new Lease(files, clock, number, mine);
    }

    private static LeaseRecord newest(SortedMap<Long, LeaseRecord> leases) {
        return Objects.requireNonNull(leases.get(leases.lastKey()));
    }

    private static void refuseIfHeld(LeaseRecord lease, Clock clock) {
        if (clock.millis() < lease.expiresAtMillis() && !lease.holder().isGone()) {
            throw new LeaseHeldException("is being worked on by " + lease + ", whose lease ends at "
                    + Instant.ofEpochMilli(lease.expiresAtMillis()) + " unless it is renewed");
        }
    }

    /** @throws LeaseLostException when another run has taken over */
    public void check() throws IOException {
        for (Map.Entry<Long, LeaseRecord> other : files.all().entrySet()) {
            if (other.getKey() > number) {
                throw new LeaseLostException("was taken over by " + other.getValue());
            }
        }
        if (files.read(number).isEmpty()) {
            throw new LeaseLostException("was taken over by a run that has ended since");
        }
    }

    synchronized void renew() throws IOException {
        Optional<LeaseRecord> stored = files.read(number);
        if (!closed && stored.isPresent()) {
            record = record.renewed(clock.millis() + TERM.toMillis());
            files.replace(number, record);
        }
    }

    private void renewInBackground() {
        try {
            renew();
        } catch (IOException unanswered) {
            // The next renewal comes long before the end; if none succeeds, check() finds what became of it.
            System.getLogger(Lease.class.getName())
                    .log(System.Logger.Level.WARNING, "Cannot renew the lease: " + unanswered);
        }
    }

    @Override
    public void close() throws IOException {
        renewals.shutdown();
        synchronized (this) {
            closed = true;
            files.delete(number);
        }
    }
}
