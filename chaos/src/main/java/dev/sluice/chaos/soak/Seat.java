package dev.sluice.chaos.soak;

import dev.sluice.chaos.inside.Fault;
import dev.sluice.chaos.world.Instance;
import dev.sluice.chaos.world.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The machine of one instance after the other: its folder of state outlives them. Not thread-safe. */
final class Seat {

    private final Trial trial;
    private final Path state;
    private @Nullable Instance instance;

    Seat(Trial trial, int number) {
        this.trial = trial;
        this.state = trial.folder().resolve("state-" + number);
    }

    /** Starts the next instance here. */
    Instance start(Fault... faults) throws IOException {
        trial.set("sluice.state-dir", state.toString());
        instance = trial.start(faults);
        return instance;
    }

    Instance instance() {
        return Objects.requireNonNull(instance, "started before");
    }

    /** Loses all that is on the machine's disk. */
    void loseState() throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
