package dev.sluice.chaos.inside;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happens at some calls of a step, written as {@code commit/before/3/hold} or {@code publish/after/1-4/fail}, several
 * with a space between.
 *
 * @param first call of the step that it happens to, counted from 1
 * @param last call of the step that it happens to
 */
public record Fault(Step step, Side side, int first, int last, Action action) {

    private static final Pattern TEXT = Pattern.compile("(\\w+)/(\\w+)/(\\d+)(?:-(\\d+))?/(\\w+)");

    /** Whether the call takes effect before it happens. */
    public enum Side {
        BEFORE,
        AFTER
    }

    /** What happens. */
    public enum Action {
        /** Leaves a marker and does not go on until told to: time for a signal from outside. */
        HOLD,
        /** Throws what a lost answer would. */
        FAIL,
        /** Throws what a busy object store answers. */
        BUSY,
        /** Throws what a full disk does. */
        FULL,
        /** Takes a while. */
        SLOW
    }

    /** Happens once. */
    public static Fault at(Step step, Side side, int call, Action action) {
        return new Fault(step, side, call, call, action);
    }

    static List<Fault> parseAll(String text) {
        return Arrays.stream(text.split(" "))
                .filter(part -> !part.isBlank())
                .map(Fault::parse)
                .toList();
    }

    private static Fault parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Invalid fault: " + text + ", expected such as commit/before/3/hold");
        }
        int first = Integer.parseInt(parts.group(3));
        return new Fault(
                Step.valueOf(upper(parts.group(1))),
                Side.valueOf(upper(parts.group(2))),
                first,
                parts.group(4) == null ? first : Integer.parseInt(parts.group(4)),
                Action.valueOf(upper(parts.group(5))));
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    boolean concerns(Step called, Side when, int call) {
        return step == called && side == when && first <= call && call <= last;
    }

    /** Of the file that says that it was reached. */
    public String marker() {
        return "reached-" + name();
    }

    /** Of the file that lets a held call go on. */
    public String release() {
        return "release-" + name();
    }

    private String name() {
        return (step + "-" + side + "-" + first + "-" + action).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return (step + "/" + side + "/" + first + "-" + last + "/" + action).toLowerCase(Locale.ROOT);
    }
}
