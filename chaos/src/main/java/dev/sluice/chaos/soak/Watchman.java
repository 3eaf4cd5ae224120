package dev.sluice.chaos.soak;

import dev.sluice.chaos.soak.Verifier.Verdict;
import dev.sluice.chaos.world.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Verifies every half a minute while everything breaks: what is under way must never be called different. */
final class Watchman implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Verifier verifier;
    private final Consumer<String> progress;
    private final Map<Verdict, Integer> answers = new EnumMap<>(Verdict.class);
    private final Rounds rounds;

    /** Begins at once. */
    Watchman(Verifier verifier, Consumer<String> progress) {
        this.verifier = verifier;
        this.progress = progress;
        this.rounds = new Rounds("the watchman", EVERY, this::look);
    }

    private List<String> look() throws IOException, InterruptedException {
        Verifier.Answer answer = verifier.run();
        answers.merge(answer.verdict(), 1, Integer::sum);
        switch (answer.verdict()) {
            case PROVED ->
                progress.accept("verify: nothing differs, " + answer.open() + " of "
                        + answer.hours().size() + " hours open, " + answer.raw() + " rows in RAW");
            case UNANSWERED -> progress.accept("verify: no answer: " + answer.complaints());
            case DIFFERENT -> {
                progress.accept("verify: FALSE ALARM: " + answer.complaints());
                return answer.complaints();
            }
        }
        return List.of();
    }

    /** Complete once closed. */
    List<String> falseAlarms() {
        return rounds.problems();
    }

    int times(Verdict verdict) {
        return answers.getOrDefault(verdict, 0);
    }

    /** Waits for a run that is under way. */
    @Override
    public void close() {
        rounds.close();
    }
}
