package dev.sluice.record.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Says what is going on: one line per stage that keeps changing on a terminal, a plain line now and then elsewhere.
 * Thread-safe.
 */
public final class Progress {

    private static final String TERMINAL = "sluice.terminal";
    private static final Duration TERMINAL_INTERVAL = Duration.ofMillis(250);
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(10);
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean terminal;
    private String stage = "";
    private long stageStart = System.nanoTime();
    private long lastShown;
    private boolean lineOpen;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On standard error; the launcher says in the property {@value #TERMINAL} whether that is a terminal. */
    public static Progress onStandardError() {
        return new Progress(System.err, isOnTerminal());
    }

    /** For who is to be silent elsewhere. */
    public static boolean isOnTerminal() {
        return Boolean.getBoolean(TERMINAL);
    }

    /** Begins a stage, such as {@code starting the broker}. */
    public synchronized void begin(String name) {
        stage = name;
        stageStart = System.nanoTime();
        lastShown = stageStart;
        if (terminal) {
            show("");
        }
    }

    /** Says how far the stage is; may be called as often as there is something new. */
    public synchronized void update(String how) {
        var interval = terminal ? TERMINAL_INTERVAL : PLAIN_INTERVAL;
        if (System.nanoTime() - lastShown >= interval.toNanos()) {
            lastShown = System.nanoTime();
            show(how);
        }
    }

    /** Ends the stage with what came of it; the line stays. */
    public synchronized void end(String outcome) {
        show(outcome);
        closeLine();
    }

    /** Ends the line that is being updated, so that something else can be written below it. */
    public synchronized void closeLine() {
        if (lineOpen) {
            out.println();
            lineOpen = false;
        }
    }

    private void show(String how) {
        double seconds = (System.nanoTime() - stageStart) / 1e9;
        String line = String.format(Locale.ROOT, "%6.1f s  %s%s", seconds, stage, how.isEmpty() ? "" : ": " + how);
        if (terminal) {
            out.print(ERASE_LINE + line);
            out.flush();
            lineOpen = true;
        } else {
            out.println(line);
        }
    }
}
