package dev.sluice.record.value;

/** White space as XML means it: space, tab, line feed, carriage return; nothing else that Unicode calls so. */
public final class XmlSpace {

    private XmlSpace() {}

    /** Of a character, or of a byte of UTF-8. */
    public static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    /** Without the white space at both ends. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (start < end && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Each run of white space as one space. */
    static String collapse(String text) {
        int length = text.length();
        int kept = 0;
        while (kept < length && !startsRun(text, kept)) {
            kept++;
        }
        if (kept == length) {
            return text;
        }
        StringBuilder collapsed = new StringBuilder(length).append(text, 0, kept);
        boolean inRun = false;
        for (int i = kept; i < length; i++) {
            char c = text.charAt(i);
            boolean space = isSpace(c);
            if (!space) {
                collapsed.append(c);
            } else if (!inRun) {
                collapsed.append(' ');
            }
            inRun = space;
        }
        return collapsed.toString();
    }

    /** Whether there is something to change at this place: other white space than one single space. */
    private static boolean startsRun(String text, int i) {
        char c = text.charAt(i);
        return isSpace(c) && (c != ' ' || i + 1 < text.length() && isSpace(text.charAt(i + 1)));
    }
}
