package dev.sluice.record.decode;

import dev.sluice.record.decode.Name.Prefix;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;

/**
 * The namespace declarations of the elements that are open. What a prefix is bound to stands in the prefix itself;
 * here stands what it was bound to before. Not thread-safe.
 *
 * @see <a href="https://www.w3.org/TR/xml-names/">Namespaces in XML 1.0</a>
 */
final class Namespaces {

    private static final int INITIAL_SIZE = 16;

    private Prefix[] prefixes = new Prefix[INITIAL_SIZE];
    private @Nullable String[] hidden = new String[INITIAL_SIZE];
    private int[] depths = new int[INITIAL_SIZE];
    private int size;
    /** Of the innermost element that declares something; 0 when none does. */
    private int innermost;

    /** @return what is wrong with the declaration, or null */
    @Nullable
    String declare(Prefix prefix, String uri, int depth) {
        if (prefix.text.equals(XMLConstants.XMLNS_ATTRIBUTE)) {
            return "a declaration of the prefix xmlns";
        }
        boolean isXml = prefix.text.equals(XMLConstants.XML_NS_PREFIX);
        if (isXml != uri.equals(XMLConstants.XML_NS_URI) || uri.equals(XMLConstants.XMLNS_ATTRIBUTE_NS_URI)) {
            return "a namespace of XML's own bound to another prefix, or the prefix xml to another namespace";
        }
        if (uri.isEmpty() && !prefix.isEmpty()) {
            return "a namespace prefix bound to nothing";
        }
        if (!isXml) {
            push(prefix, uri, depth);
        }
        return null;
    }

    private void push(Prefix prefix, String uri, int depth) {
        if (size == prefixes.length) {
            prefixes = Arrays.copyOf(prefixes, 2 * size);
            hidden = Arrays.copyOf(hidden, 2 * size);
            depths = Arrays.copyOf(depths, 2 * size);
        }
        prefixes[size] = prefix;
        hidden[size] = prefix.uri;
        depths[size] = depth;
        size++;
        innermost = depth;
        prefix.uri = uri;
    }

    /** Forgets what elements further in than this depth declared. */
    void end(int depth) {
        while (innermost > depth) {
            size--;
            prefixes[size].uri = hidden[size];
            innermost = size == 0 ? 0 : depths[size - 1];
        }
    }

    /** The first declaration of the element at a depth, none further in being open; {@link #size} when it has none. */
    int first(int depth) {
        int first = size;
        while (first > 0 && depths[first - 1] == depth) {
            first--;
        }
        return first;
    }

    int size() {
        return size;
    }

    Prefix prefix(int declaration) {
        return prefixes[declaration];
    }

    /** By prefix, what the element at this depth changes. */
    SortedMap<String, String> changedAt(int depth) {
        SortedMap<String, String> changed = new TreeMap<>();
        for (int i = first(depth); i < size; i++) {
            String before = hidden[i];
            if (!uri(i).equals(before)) {
                changed.put(prefixes[i].text, uri(i));
            }
        }
        return changed;
    }

    /** By prefix, everything that is bound to a namespace. */
    SortedMap<String, String> inForce() {
        SortedMap<String, String> all = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            if (!uri(i).isEmpty()) {
                all.put(prefixes[i].text, uri(i));
            }
        }
        return all;
    }

    private String uri(int declaration) {
        String uri = prefixes[declaration].uri;
        return uri == null ? "" : uri;
    }
}
