package dev.sluice.record.decode;

import dev.sluice.record.definition.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Finds start tags that break a limit before the parser meets them: it reads a tag as a whole, in time that grows
 * with the square of its attributes, and holds each value in memory.
 *
 * <p>Costs next to nothing for sensible messages: it leaps from one {@code <} to another as far ahead as a tag must at
 * least reach to break a limit, and looks closer only where there is none in between.
 */
final class MarkupLimits {

    /** Of {@code a=""} and the white space before it. */
    private static final int MIN_ATTRIBUTE_BYTES = 5;
    /** The most bytes of UTF-8 that one UTF-16 unit takes. */
    private static final int MAX_BYTES_PER_CHAR = 3;

    private final Limits limits;
    private final long maxNameBytes;
    private final long maxTextBytes;
    private final int leap;

    MarkupLimits(Limits limits) {
        this.limits = limits;
        this.maxNameBytes = (long) limits.nameLength() * MAX_BYTES_PER_CHAR;
        this.maxTextBytes = (long) limits.textLength() * MAX_BYTES_PER_CHAR;
        long shortest =
                Math.min((long) limits.attributes() * MIN_ATTRIBUTE_BYTES, Math.min(maxNameBytes, maxTextBytes));
        this.leap = (int) Math.min(shortest, 1 << 20);
    }

    void check(Utf8Message message) throws RefusedMessageException {
        byte[] bytes = message.bytes();
        int markup = message.indexOf('<', message.from());
        while (markup >= 0 && markup + leap < message.to()) {
            int next = markup + leap;
            while (bytes[next] != '<') {
                next--;
            }
            if (next == markup) {
                if (brokenLimit(message, markup) != null) {
                    // Unless it is text within a comment or a CDATA section that looks like a tag.
                    checkEveryTag(message);
                    return;
                }
                next = message.indexOf('<', markup + leap);
            }
            markup = next;
        }
    }

    /** Whether a text that is so many bytes long may be asked for: the parser then holds it whole. */
    boolean allowsText(long bytes) {
        return bytes <= maxTextBytes;
    }

    private void checkEveryTag(Utf8Message message) throws RefusedMessageException {
        int at = message.indexOf('<', message.from());
        while (at >= 0) {
            String end = message.startsWith("<!--", at)
                    ? "-->"
                    : message.startsWith("<![CDATA[", at) ? "]]>" : message.startsWith("<?", at) ? "?>" : "";
            if (end.isEmpty()) {
                RefusedMessageException broken = brokenLimit(message, at);
                if (broken != null) {
                    throw broken;
                }
                at++;
            } else {
                at = message.indexOf(end, at + 2);
            }
            at = at < 0 ? at : message.indexOf('<', at);
        }
    }

    /** What is wrong with the tag that begins at a place; null when nothing is, or there is other markup. */
    private @Nullable RefusedMessageException brokenLimit(Utf8Message message, int start) {
        byte[] bytes = message.bytes();
        int attributes = 0;
        int name = start + 1;
        int i = name;
        while (i < message.to() && bytes[i] != '>' && bytes[i] != '<') {
            byte b = bytes[i];
            if (b == '"' || b == '\'') {
                int value = i + 1;
                int end = message.indexOf((char) b, value);
                i = end < 0 ? message.to() : end;
                if (i - value > maxTextBytes) {
                    return RefusedMessageException.limitExceeded("text-length", limits.textLength(), "");
                }
                if (++attributes > limits.attributes()) {
                    return RefusedMessageException.limitExceeded("attributes", limits.attributes(), "");
                }
                name = i + 1;
            } else if (b == ' ' || b == '\n' || b == '\t' || b == '\r' || b == '=') {
                name = i + 1;
            } else if (i - name >= maxNameBytes) {
                return RefusedMessageException.limitExceeded("name-length", limits.nameLength(), "");
            }
            i++;
        }
        return null;
    }
}
