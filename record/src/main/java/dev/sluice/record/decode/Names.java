package dev.sluice.record.decode;

import dev.sluice.record.decode.Name.Prefix;
import dev.sluice.record.definition.Limits;
import dev.sluice.record.definition.XmlNames;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;

/**
 * The names that messages have had, each checked once and found again by its bytes. Hashes have a secret factor, so
 * that no message can be made whose names share a place. Not thread-safe.
 */
final class Names {

    private static final int INITIAL_BITS = 9;
    /** What is kept from message to message: plenty for one kind of documents, little memory. */
    private static final int MAX_KEPT_NAMES = 4096;

    private static final int MAX_KEPT_BYTES = 1 << 18;

    private final Limits limits;
    private final int maxBytes;
    private final long factor = new SecureRandom().nextLong() | 1;
    private final Map<String, Prefix> prefixes = new HashMap<>();
    private @Nullable Name[] table = new Name[1 << INITIAL_BITS];
    /** Stands for what is before the first name of a message. */
    private Name first = newFirst();
    /** Of the last tag. */
    private Name last = first;

    private boolean hasEnded;
    private int shift = Long.SIZE - INITIAL_BITS;
    private int size;
    private int bytesKept;
    private long message;
    private int inMessage;

    Names(Limits limits) {
        this.limits = limits;
        // A prefix, a colon and a local name, each character of three bytes.
        this.maxBytes = (int) Math.min(6L * limits.nameLength() + 1, Integer.MAX_VALUE);
        addWellKnownPrefixes();
    }

    private static Name newFirst() {
        return new Name(new byte[1], "", new Prefix("", null), "", null, 0);
    }

    private void addWellKnownPrefixes() {
        prefixes.put("", new Prefix("", ""));
        prefixes.put(XMLConstants.XML_NS_PREFIX, new Prefix(XMLConstants.XML_NS_PREFIX, XMLConstants.XML_NS_URI));
        prefixes.put(
                XMLConstants.XMLNS_ATTRIBUTE,
                new Prefix(XMLConstants.XMLNS_ATTRIBUTE, XMLConstants.XMLNS_ATTRIBUTE_NS_URI));
    }

    /** A new message begins: names count anew, and too many of them are forgotten. */
    void restart() {
        message++;
        inMessage = 0;
        if (size > MAX_KEPT_NAMES || bytesKept > MAX_KEPT_BYTES) {
            table = new Name[1 << INITIAL_BITS];
            shift = Long.SIZE - INITIAL_BITS;
            size = 0;
            bytesKept = 0;
            prefixes.clear();
            addWellKnownPrefixes();
            first = newFirst();
        }
        last = first;
        hasEnded = false;
    }

    /** The name that stands in a message; at least one character that may be part of one. */
    Name at(Utf8Message source, int from, int to) throws RefusedMessageException {
        byte[] bytes = source.bytes();
        long hash = hash(bytes, from, to);
        Name name = table[(int) (hash >>> shift)];
        while (name != null && !(name.hash == hash && isSame(name, bytes, from, to))) {
            name = name.next;
        }
        if (name == null) {
            name = add(source, from, to, hash);
        }
        return seen(name, source, from);
    }

    /** Counts a name that was found without being looked up. */
    private Name seen(Name name, Utf8Message source, int at) throws RefusedMessageException {
        if (name.message != message) {
            name.message = message;
            if (++inMessage > limits.names()) {
                throw source.limitExceeded("names", limits.names(), at);
            }
        }
        return name;
    }

    /** The name of a start tag. Elements mostly come in the order in which they came before: that is tried first. */
    Name ofElement(Utf8Message source, int at) throws RefusedMessageException {
        Name guess = hasEnded ? last.afterEnd : last.afterStart;
        Name name;
        if (guess != null && guess.isAlone(source.bytes(), at, source.to())) {
            name = seen(guess, source, at);
        } else {
            int end = XmlChars.endOfName(source, at);
            if (end == source.to()) {
                throw source.truncated();
            }
            if (end == at) {
                throw source.malformed("a < that begins no markup", at - 1);
            }
            name = at(source, at, end);
            if (hasEnded) {
                last.afterEnd = name;
            } else {
                last.afterStart = name;
            }
        }
        last = name;
        hasEnded = false;
        return name;
    }

    void elementEnds(Name name) {
        last = name;
        hasEnded = true;
    }

    /** Up to eight bytes the hash can be undone, so that no other name of this length has it. */
    private static boolean isSame(Name name, byte[] bytes, int from, int to) {
        int length = to - from;
        return name.utf8.length == length
                && (length <= Long.BYTES || Arrays.equals(name.utf8, 0, length, bytes, from, to));
    }

    private long hash(byte[] bytes, int from, int to) {
        long hash = 0;
        int i = from;
        for (; i + Long.BYTES < to; i += Long.BYTES) {
            hash = Long.rotateLeft((hash ^ Words.at(bytes, i)) * factor, 32);
        }
        return (hash ^ Words.at(bytes, i, to - i)) * factor;
    }

    private Name add(Utf8Message source, int from, int to, long hash) throws RefusedMessageException {
        int length = to - from;
        if (length > maxBytes) {
            throw nameTooLong(source, from);
        }
        XmlChars.skip(source, from, XmlChars.NAME);
        byte[] utf8 = Arrays.copyOfRange(source.bytes(), from, to);
        String qualified = new String(utf8, StandardCharsets.UTF_8);
        int colon = qualified.indexOf(':');
        String prefix = qualified.substring(0, Math.max(colon, 0));
        String local = qualified.substring(colon + 1);
        if (Math.max(prefix.length(), local.length()) > limits.nameLength()) {
            throw nameTooLong(source, from);
        }
        if (!XmlNames.isName(local) || colon >= 0 && !XmlNames.isName(prefix)) {
            throw source.malformed("a name that is none", from);
        }
        Name name = new Name(utf8, qualified, prefix(prefix), local, declared(prefix, local), hash);
        put(name);
        size++;
        bytesKept += length;
        return name;
    }

    private RefusedMessageException nameTooLong(Utf8Message source, int from) {
        return source.limitExceeded("name-length", limits.nameLength(), from);
    }

    private Prefix prefix(String text) {
        return prefixes.computeIfAbsent(text, unbound -> new Prefix(unbound, null));
    }

    private @Nullable Prefix declared(String prefix, String local) {
        if (prefix.isEmpty()) {
            return local.equals(XMLConstants.XMLNS_ATTRIBUTE) ? prefix("") : null;
        }
        return prefix.equals(XMLConstants.XMLNS_ATTRIBUTE) ? prefix(local) : null;
    }

    private void put(Name name) {
        if (size >= table.length) {
            @Nullable Name[] old = table;
            table = new Name[2 * old.length];
            shift--;
            for (Name chain : old) {
                for (Name each = chain; each != null; ) {
                    Name following = each.next;
                    link(each);
                    each = following;
                }
            }
        }
        link(name);
    }

    private void link(Name name) {
        int slot = (int) (name.hash >>> shift);
        name.next = table[slot];
        table[slot] = name;
    }
}
