package dev.sluice.chaos.world;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks {@code verify} again and again while the whole pipeline runs and everything breaks. What is under way is open, but
 * no number may ever contradict another.
 */
final class Proofs implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final String NO_BROKER = "Cannot reach Kafka";

    private final Commands commands;
    private final List<String> problems = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::loop, "proofs");

    /** Begins at once. */
    Proofs(Commands commands) {
        this.commands = commands;
        thread.setDaemon(true);
        thread.start();
    }

    private void loop() {
        try {
            while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                Commands.Answer answer = commands.verify(Duration.ZERO);
                if (answer.code() != 0 && !answer.text().contains(NO_BROKER)) {
                    problems.add("meanwhile " + answer);
                }
            }
        } catch (IOException failure) {
            problems.add("verify: " + failure);
        } catch (InterruptedException interrupted) {
            problems.add("verify was interrupted");
        }
    }

    /** Asks a last time, and waits until all that is under way has arrived; empty when everything has. */
    Optional<String> everythingArrived(Duration patience) throws IOException {
        Commands.Answer answer = commands.verify(patience);
        boolean balanced = answer.code() == 0 && !answer.text().contains("still open");
        return balanced ? Optional.empty() : Optional.of("at the end " + answer);
    }

    /** What was said that must not be said; complete once closed. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
