package dev.sluice.record.decode;

import dev.sluice.record.definition.Limits;
import dev.sluice.record.value.XmlSpace;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What stands behind the name in a start tag. Values are looked through when they are met, and copied only when they
 * are asked for. Not thread-safe.
 */
final class StartTag {

    private static final int INITIAL_SIZE = 16;
    private static final int MAX_KEPT_BYTES = 1 << 16;
    /** So few are compared with each other faster than they are put into a set. */
    private static final int FEW = 8;

    private final Limits limits;
    private final Names knownNames;
    private final Namespaces namespaces;
    private final Reference reference = new Reference();
    private final Utf8Text value = new Utf8Text();

    private Utf8Message message;
    private Name[] names = new Name[INITIAL_SIZE];
    /** Where each value stands between its quotes; from its complement when it is not its own text. */
    private int[] starts = new int[INITIAL_SIZE];

    private int[] ends = new int[INITIAL_SIZE];
    private int size;
    private int declarations;
    private int withPrefix;
    private boolean isEmpty;
    /** Number of the tag. */
    private long tag;

    private byte[] buffer = new byte[64];

    @SuppressWarnings("NullAway.Init") // a message is there when a tag is
    StartTag(Limits limits, Names knownNames, Namespaces namespaces) {
        this.limits = limits;
        this.knownNames = knownNames;
        this.namespaces = namespaces;
    }

    /** Leaves the message. */
    @SuppressWarnings("NullAway") // nothing is read before the next one is there
    void close() {
        readNothing();
        message = null;
        buffer = buffer.length > MAX_KEPT_BYTES ? new byte[0] : buffer;
        value.set(buffer, 0, 0);
    }

    /** A tag that consists of a name. */
    void readNothing() {
        size = 0;
        withPrefix = 0;
        isEmpty = false;
    }

    /**
     * Reads up to the end of a tag.
     *
     * @param at behind the element's name
     * @param depth of the element
     * @return the place behind the tag
     */
    int read(Utf8Message source, int at, int depth) throws RefusedMessageException {
        readNothing();
        message = source;
        declarations = 0;
        tag++;
        byte[] bytes = source.bytes();
        int i = at;
        while (true) {
            int before = i;
            i = source.skipSpace(i);
            if (i == source.to()) {
                throw source.truncated();
            }
            if (bytes[i] == '>') {
                i++;
                break;
            }
            if (bytes[i] == '/') {
                i = readEnd(i);
                break;
            }
            if (i == before) {
                throw source.malformedCharacter(i);
            }
            i = readAttribute(i, depth);
        }
        if (withPrefix > 0) {
            checkNamespaces(at);
        }
        return i;
    }

    private int readEnd(int slash) throws RefusedMessageException {
        if (slash + 1 == message.to()) {
            throw message.truncated();
        }
        if (message.bytes()[slash + 1] != '>') {
            throw message.malformed("a / within a tag", slash);
        }
        isEmpty = true;
        return slash + 2;
    }

    private int readAttribute(int at, int depth) throws RefusedMessageException {
        int end = XmlChars.endOfName(message, at);
        if (end == at) {
            throw message.malformedCharacter(at);
        }
        int equals = message.skipSpace(end);
        boolean hasEquals = message.startsWith("=", equals);
        int quote = hasEquals ? message.skipSpace(equals + 1) : equals;
        if (quote == message.to()) {
            throw message.truncated();
        }
        byte delimiter = message.bytes()[quote];
        if (!hasEquals || delimiter != '"' && delimiter != '\'') {
            throw message.malformed("an attribute without a value in quotes", at);
        }
        Name name = knownNames.at(message, at, end);
        if (size + declarations == limits.attributes()) {
            throw message.limitExceeded("attributes", limits.attributes(), at);
        }
        if (name.tag == tag) {
            throw message.malformed("an attribute that the tag already has", at);
        }
        name.tag = tag;
        int last = readValue(name, quote + 1, delimiter);
        if (name.declared != null) {
            declare(name.declared, depth);
        }
        return last + 1;
    }

    /** @return where the quote behind the value stands */
    private int readValue(Name name, int start, byte delimiter) throws RefusedMessageException {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        byte[] bytes = message.bytes();
        boolean isOwnText = true;
        int i = start;
        while (true) {
            i = XmlChars.skip(message, i, XmlChars.VALUE);
            if (i == message.to()) {
                throw message.truncated();
            }
            byte b = bytes[i];
            if (b == delimiter) {
                break;
            } else if (b == '&') {
                i = reference.read(message, i);
                isOwnText = false;
            } else if (XmlSpace.isSpace(b)) {
                i++;
                isOwnText = false;
            } else if (b == '"' || b == '\'') {
                i++;
            } else {
                throw message.malformedCharacter(i);
            }
        }
        names[size] = name;
        starts[size] = isOwnText ? start : ~start;
        ends[size] = i;
        size++;
        withPrefix += name.prefix.isEmpty() ? 0 : 1;
        return i;
    }

    /** The attribute that was read last is a declaration, and none of the element's attributes. */
    private void declare(Name.Prefix prefix, int depth) throws RefusedMessageException {
        Utf8Text uri = value(size - 1);
        String wrong = namespaces.declare(prefix, prefix.uri(uri), depth);
        size--;
        withPrefix -= names[size].prefix.isEmpty() ? 0 : 1;
        declarations++;
        if (wrong != null) {
            throw message.malformed(wrong, ends[size]);
        }
    }

    /** Prefixes are bound, and two of them to the same namespace make no attribute occur twice. */
    private void checkNamespaces(int at) throws RefusedMessageException {
        Set<List<Object>> seen = withPrefix > FEW ? new HashSet<>() : Set.of();
        for (int i = 0; i < size; i++) {
            Name name = names[i];
            if (name.prefix.isEmpty()) {
                continue;
            }
            if (name.prefix.uri == null) {
                throw message.malformed("a namespace prefix that is not declared", at);
            }
            boolean isTwice = withPrefix > FEW ? !seen.add(List.of(name.prefix.uri, name.local)) : hasSame(name, i);
            if (isTwice) {
                throw message.malformed("an attribute that the tag already has under another prefix", at);
            }
        }
    }

    private boolean hasSame(Name name, int before) {
        for (int i = 0; i < before; i++) {
            Name other = names[i];
            if (!other.prefix.isEmpty()
                    && other.local.equals(name.local)
                    && namespace(i).equals(name.prefix.uri)) {
                return true;
            }
        }
        return false;
    }

    boolean hasPrefixes() {
        return withPrefix > 0;
    }

    /** Whether the tag is the element's end as well. */
    boolean isEmpty() {
        return isEmpty;
    }

    /** Attributes, declarations of namespaces not included. */
    int size() {
        return size;
    }

    Name name(int i) {
        return names[i];
    }

    /** "" for none: that of names without a prefix is for elements only. */
    String namespace(int i) {
        return names[i].prefix.isEmpty() ? "" : names[i].namespace();
    }

    /** The attribute's value, valid until another is asked for. */
    Utf8Text value(int i) throws RefusedMessageException {
        if (starts[i] >= 0) {
            value.set(message.bytes(), starts[i], ends[i]);
        } else {
            int length = normalize(~starts[i], ends[i]);
            value.set(buffer, 0, length);
        }
        if (value.length() > limits.textLength() && value.chars() > limits.textLength()) {
            throw message.limitExceeded("text-length", limits.textLength(), ends[i]);
        }
        return value;
    }

    /** White space becomes spaces, references what they stand for. */
    private int normalize(int start, int end) throws RefusedMessageException {
        byte[] bytes = message.bytes();
        if (buffer.length < end - start) {
            buffer = new byte[end - start];
        }
        int length = 0;
        int i = start;
        while (i < end) {
            byte b = bytes[i];
            if (b == '&') {
                i = reference.read(message, i);
                System.arraycopy(reference.utf8, 0, buffer, length, reference.length);
                length += reference.length;
            } else {
                boolean endsLine = b == '\r' && bytes[i + 1] == '\n';
                buffer[length++] = XmlSpace.isSpace(b) ? (byte) ' ' : b;
                i += endsLine ? 2 : 1;
            }
        }
        return length;
    }
}
