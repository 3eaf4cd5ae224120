package dev.sluice.batch.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {

    private static final String FOLDER = "books/_sluice/lease";
    private static final Instant START = Instant.parse("2026-02-01T10:00:00Z");
    private static final Holder ELSEWHERE = new Holder("process", "another-host", 7, 0);

    private LakeStorage zone;

    @BeforeEach
    void startEmpty(@TempDir Path folder) {
        zone = new LocalStorage(folder);
    }

    @Test
    void isHeldUntilItIsGivenBack() throws IOException {
        Lease first = take(ELSEWHERE, START);

        assertThatThrownBy(() -> take(Holder.thisProcess("process"), START.plusSeconds(59)))
                .isInstanceOf(LeaseHeldException.class)
                .hasMessage("is being worked on by 'process' with pid 7 on another-host since 2026-02-01T10:00:00Z,"
                        + " whose lease ends at 2026-02-01T10:01:00Z unless it is renewed");
        first.close();

        take(Holder.thisProcess("process"), START.plusSeconds(59)).close();
        assertThat(zone.list(FOLDER)).isEmpty();
    }

    @Test
    void isTakenOverOnceItHasExpired() throws IOException {
        try (Lease first = take(ELSEWHERE, START)) {
            Lease second = take(Holder.thisProcess("compact"), START.plusSeconds(60));

            second.check();
            assertThatThrownBy(first::check)
                    .isInstanceOf(LeaseLostException.class)
                    .hasMessageMatching("was taken over by 'compact' with pid \\d+ on .* since 2026-02-01T10:01:00Z");
            second.close();
            assertThatThrownBy(first::check)
                    .isInstanceOf(LeaseLostException.class)
                    .hasMessage("was taken over by a run that has ended since");
        }
    }

    @Test
    void lastsAsLongAsItIsRenewed() throws IOException {
        SetClock clock = new SetClock();
        try (Lease first = Lease.take(zone, FOLDER, ELSEWHERE, clock)) {
            clock.now = START.plusSeconds(50);
            first.renew();

            assertThatThrownBy(() -> take(Holder.thisProcess("process"), START.plusSeconds(109)))
                    .isInstanceOf(LeaseHeldException.class);
            assertThatCode(first::check).doesNotThrowAnyException();
        }
    }

    @Test
    void isNotBroughtBackByALateRenewal() throws IOException {
        try (Lease first = take(ELSEWHERE, START)) {
            take(Holder.thisProcess("process"), START.plusSeconds(60)).close();

            first.renew();

            assertThat(zone.list(FOLDER)).isEmpty();
        }
    }

    @Test
    void isTakenOverAtOnceFromAProcessOfThisHostThatHasEnded() throws IOException {
        Holder self = Holder.thisProcess("process");
        Holder ended = new Holder("process", self.host(), self.pid(), self.startedAtMillis() - 60_000);

        try (Lease dead = take(ended, START);
                Lease next = take(self, START)) {
            next.check();
            assertThatThrownBy(dead::check).isInstanceOf(LeaseLostException.class);
        }
    }

    @Test
    void goesToOneOfManyThatAskAtOnce() {
        AtomicInteger held = new AtomicInteger();
        IntStream.range(0, 16).parallel().forEach(run -> {
            try {
                take(ELSEWHERE, START);
                held.incrementAndGet();
            } catch (LeaseHeldException other) {
                assertThat(other).hasMessageContaining("another-host");
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        });

        assertThat(held).hasValue(1);
    }

    private Lease take(Holder holder, Instant now) throws IOException {
        return take(holder, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Lease take(Holder holder, Clock clock) throws IOException {
        return Lease.take(zone, FOLDER, holder, clock);
    }

    private static final class SetClock extends Clock {

        private Instant now = START;

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
