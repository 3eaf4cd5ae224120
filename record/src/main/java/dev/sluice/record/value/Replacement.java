package dev.sluice.record.value;

import com.google.re2j.Pattern;
import java.util.function.UnaryOperator;

/** Puts a text for each match of a regular expression, in time linear to the text. Immutable and thread-safe. */
public final class Replacement implements UnaryOperator<String> {

    private final Pattern pattern;
    private final String text;

    private Replacement(Pattern pattern, String text) {
        this.pattern = pattern;
        this.text = text;
    }

    /**
     * @param regex in RE2's syntax
     * @param text what comes instead; {@code $1} stands for the first group, {@code $0} for the whole match
     * @throws IllegalArgumentException when either is not right, with the reason
     */
    public static Replacement of(String regex, String text) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (com.google.re2j.PatternSyntaxException invalid) {
            throw new IllegalArgumentException(invalid.getDescription(), invalid);
        }
        checkReferences(text, pattern.groupCount());
        return new Replacement(pattern, text);
    }

    /** What the library would only find out at the first match. */
    private static void checkReferences(String text, int groups) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '$' && c != '\\') {
                continue;
            }
            i++;
            if (i == text.length()) {
                throw new IllegalArgumentException("nothing after the last " + c);
            }
            int group = text.charAt(i) - '0';
            if (c == '$' && (group < 0 || group > 9)) {
                throw new IllegalArgumentException("no number after $, which stands for itself only as \\$");
            }
            if (c == '$' && group > groups) {
                throw new IllegalArgumentException("there is no group " + group);
            }
        }
    }

    @Override
    public String apply(String value) {
        return pattern.matcher(value).replaceAll(text);
    }
}
