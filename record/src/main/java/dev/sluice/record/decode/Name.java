package dev.sluice.record.decode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A name of an element, an attribute or the target of a processing instruction, as messages spell it. The same
 * spelling is the same object, for as long as its {@link Names} keeps it.
 */
final class Name {

    final byte[] utf8;
    /** As it is spelled, with its prefix. */
    final String qualified;

    final Prefix prefix;
    final String local;
    /** What an attribute of this name binds to a namespace; null when it is no declaration of one. */
    final @Nullable Prefix declared;

    final long hash;
    /** The first and the last eight bytes; of a shorter name, all of it. */
    private final long firstWord;

    private final long lastWord;
    /** Another one in the same place of the table. */
    @Nullable
    Name next;

    /** What begins next after a start tag of this name, the last time; null when nothing has. */
    @Nullable
    Name afterStart;
    /** The same after its end. */
    @Nullable
    Name afterEnd;

    /** The last message that has it, by number. */
    long message;
    /** The last start tag that has it as an attribute, by number. */
    long tag;

    Name(byte[] utf8, String qualified, Prefix prefix, String local, @Nullable Prefix declared, long hash) {
        this.utf8 = utf8;
        this.qualified = qualified;
        this.prefix = prefix;
        this.local = local;
        this.declared = declared;
        this.hash = hash;
        this.firstWord = Words.at(utf8, 0, Math.min(utf8.length, Long.BYTES));
        this.lastWord = utf8.length < Long.BYTES ? firstWord : Words.at(utf8, utf8.length - Long.BYTES);
    }

    /** Whether a text has this name at a place, whatever follows; it must be long enough for it. */
    boolean standsAt(byte[] text, int at) {
        int length = utf8.length;
        if (length < Long.BYTES) {
            return Words.at(text, at, length) == firstWord;
        }
        return Words.at(text, at) == firstWord
                && Words.at(text, at + length - Long.BYTES) == lastWord
                && (length <= 2 * Long.BYTES || Arrays.equals(text, at, at + length, utf8, 0, length));
    }

    /** Whether a text has this name at a place, and not a longer one. */
    boolean isAlone(byte[] text, int at, int to) {
        int end = at + utf8.length;
        return end < to && standsAt(text, at) && !XmlChars.isInName(text[end]);
    }

    /** Of an element by this name, right now; "" for none. */
    String namespace() {
        return prefix.uri == null ? "" : prefix.uri;
    }

    /** A prefix of names and the namespace that it is bound to right now. */
    static final class Prefix {

        /** "" for names without one. */
        final String text;
        /** "" for no namespace, null when the prefix is bound to nothing. */
        @Nullable
        String uri;

        /** The last one that it was bound to, in nearly all messages the same. */
        private byte[] lastUtf8 = new byte[0];

        private String lastUri = "";

        Prefix(String text, @Nullable String uri) {
            this.text = text;
            this.uri = uri;
        }

        /** A namespace's name as a string: the same object for the same as before. */
        String uri(Utf8Text spelled) {
            if (!Arrays.equals(spelled.bytes, spelled.from, spelled.to, lastUtf8, 0, lastUtf8.length)) {
                lastUtf8 = Arrays.copyOfRange(spelled.bytes, spelled.from, spelled.to);
                lastUri = spelled.toString();
            }
            return lastUri;
        }

        boolean isEmpty() {
            return text.isEmpty();
        }
    }
}
