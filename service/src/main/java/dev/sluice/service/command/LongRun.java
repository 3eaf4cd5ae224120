package dev.sluice.service.command;

import dev.sluice.record.terminal.Progress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says how far a command is once it takes long, unless its output goes by on the same terminal. */
final class LongRun {

    private static final long LONG = Duration.ofSeconds(2).toNanos();
    /** The launcher says whether standard output is a terminal. */
    private static final boolean OUTPUT_GOES_BY = Boolean.getBoolean("sluice.terminal.output");

    private final long start = System.nanoTime();
    private final String what;
    private @Nullable Progress progress;

    LongRun(String what) {
        this.what = what;
    }

    void update(String how) {
        if (progress == null && !OUTPUT_GOES_BY && System.nanoTime() - start > LONG) {
            progress = Progress.onStandardError();
            progress.begin(what);
        }
        if (progress != null) {
            progress.update(how);
        }
    }

    void end() {
        if (progress != null) {
            progress.closeLine();
        }
    }
}
