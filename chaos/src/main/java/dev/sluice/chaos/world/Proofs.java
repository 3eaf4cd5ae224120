package dev.sluice.chaos.world;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks {@code verify} again and again while the whole pipeline runs and everything breaks. What is under way is open, but
 * no number may ever contradict another.
 */
final class Proofs implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final String NO_BROKER = "Cannot reach Kafka";
    private static final String NOTHING_YET = "has the service run";

    private final Commands commands;
    private final Rounds rounds;
    private boolean begun;

    /** Begins at once. */
    Proofs(Commands commands) {
        this.commands = commands;
        this.rounds = new Rounds("verify", PAUSE, this::look);
    }

    private List<String> look() throws IOException {
        Commands.Answer answer = commands.verify(Duration.ZERO);
        begun |= answer.code() == 0;
        boolean early = !begun && answer.text().contains(NOTHING_YET);
        boolean fine = answer.code() == 0 || early || answer.text().contains(NO_BROKER);
        return fine ? List.of() : List.of("meanwhile " + answer);
    }

    /** Asks a last time, and waits until all that is under way has arrived; empty when everything has. */
    Optional<String> everythingArrived(Duration patience) throws IOException {
        Commands.Answer answer = commands.verify(patience);
        boolean balanced = answer.code() == 0 && !answer.text().contains("still open");
        return balanced ? Optional.empty() : Optional.of("at the end " + answer);
    }

    /** What was said that must not be said; complete once closed. */
    List<String> problems() {
        return rounds.problems();
    }

    @Override
    public void close() {
        rounds.close();
    }
}
