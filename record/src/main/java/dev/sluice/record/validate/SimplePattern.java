package dev.sluice.record.validate;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Patterns as most codes and identifiers have them, such as {@code [A-Z]{2}-[0-9]{1,12}}: ASCII characters and classes,
 * one after the other, each repeated so many times, where the next character always tells whether to go on. One pass
 * without a choice decides, many times faster than the engine for all patterns.
 */
final class SimplePattern {

    private static final int UNBOUNDED = Integer.MAX_VALUE;
    private static final String SPECIAL = ".*+?()[]{}|^$\\";

    private final Part[] parts;

    private SimplePattern(List<Part> parts) {
        this.parts = parts.toArray(Part[]::new);
    }

    /** What a pattern matches as a whole: found in the simple way where there is one. */
    static Predicate<String> of(Pattern pattern) {
        SimplePattern simple = read(pattern);
        return simple == null ? pattern::matches : simple::matches;
    }

    static boolean isSimple(Pattern pattern) {
        return read(pattern) != null;
    }

    private static @Nullable SimplePattern read(Pattern pattern) {
        return pattern.flags() == 0 ? new Reader(pattern.pattern()).read() : null;
    }

    boolean matches(String text) {
        int at = 0;
        int length = text.length();
        for (Part part : parts) {
            int most = part.max() > length - at ? length : at + part.max();
            int start = at;
            while (at < most && part.has(text.charAt(at))) {
                at++;
            }
            if (at - start < part.min()) {
                return false;
            }
        }
        return at == length;
    }

    /**
     * Characters, and how many of them.
     *
     * @param low the set of those below 64, as bits
     * @param high of those from 64 to 127
     */
    private record Part(long low, long high, int min, int max) {

        boolean has(char c) {
            return c < 128 && ((c < 64 ? low : high) >>> c & 1) != 0;
        }

        boolean overlaps(Part other) {
            return (low & other.low | high & other.high) != 0;
        }
    }

    /** Reads what it knows of the syntax; anything else makes the pattern a difficult one. */
    private static final class Reader {

        private final String pattern;
        private int at;
        private long low;
        private long high;

        Reader(String pattern) {
            this.pattern = pattern;
        }

        @Nullable
        SimplePattern read() {
            List<Part> parts = new ArrayList<>();
            while (at < pattern.length()) {
                low = 0;
                high = 0;
                if (!readCharacters()) {
                    return null;
                }
                Part part = readRepetition();
                if (part == null) {
                    return null;
                }
                parts.add(part);
            }
            return isDetermined(parts) ? new SimplePattern(parts) : null;
        }

        private boolean readCharacters() {
            char c = pattern.charAt(at++);
            if (c == '[') {
                return readClass();
            }
            if (c == '\\') {
                return readEscape();
            }
            return SPECIAL.indexOf(c) < 0 && add(c, c);
        }

        private boolean readEscape() {
            char c = at < pattern.length() ? pattern.charAt(at++) : 'A';
            if (c == 'd') {
                return add('0', '9');
            }
            return !Character.isLetterOrDigit(c) && add(c, c);
        }

        private boolean readClass() {
            int first = at;
            while (at < pattern.length() && pattern.charAt(at) != ']') {
                char from = pattern.charAt(at++);
                if (from == '^' && at == first + 1 || from == '[' || from == '&') {
                    return false;
                }
                if (from == '\\') {
                    if (!readEscape() || isAt('-')) {
                        return false;
                    }
                } else if (isAt('-') && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']') {
                    char to = pattern.charAt(at + 1);
                    at += 2;
                    if (to < from || to == '\\' || to == '[' || !add(from, to)) {
                        return false;
                    }
                } else if (!add(from, from)) {
                    return false;
                }
            }
            return at++ < pattern.length() && at > first + 1;
        }

        private boolean add(char from, char to) {
            if (to >= 128) {
                return false;
            }
            for (int c = from; c <= to; c++) {
                low |= c < 64 ? 1L << c : 0;
                high |= c < 64 ? 0 : 1L << c;
            }
            return true;
        }

        private @Nullable Part readRepetition() {
            int min = 1;
            int max = 1;
            if (isAt('?')) {
                min = 0;
            } else if (isAt('*') || isAt('+')) {
                min = isAt('*') ? 0 : 1;
                max = UNBOUNDED;
            } else if (isAt('{')) {
                int end = pattern.indexOf('}', at);
                String bounds = end < 0 ? "" : pattern.substring(at + 1, end);
                if (!bounds.matches("[0-9]{1,3}(,[0-9]{0,3})?")) {
                    return null;
                }
                int comma = bounds.indexOf(',');
                min = Integer.parseInt(comma < 0 ? bounds : bounds.substring(0, comma));
                max = comma < 0
                        ? min
                        : comma + 1 == bounds.length() ? UNBOUNDED : Integer.parseInt(bounds.substring(comma + 1));
                at = end;
            } else {
                return new Part(low, high, 1, 1);
            }
            at++;
            boolean isFollowedByAnother = isAt('?') || isAt('*') || isAt('+') || isAt('{');
            return isFollowedByAnother ? null : new Part(low, high, min, max);
        }

        private boolean isAt(char c) {
            return at < pattern.length() && pattern.charAt(at) == c;
        }

        /** Whether a character that may be one more of a part can never be the first of what follows it. */
        private static boolean isDetermined(List<Part> parts) {
            for (int i = 0; i < parts.size(); i++) {
                Part part = parts.get(i);
                boolean canEnd = part.min() < part.max();
                for (int next = i + 1; canEnd && next < parts.size(); next++) {
                    if (part.overlaps(parts.get(next))) {
                        return false;
                    }
                    canEnd = parts.get(next).min() == 0;
                }
            }
            return true;
        }
    }
}
