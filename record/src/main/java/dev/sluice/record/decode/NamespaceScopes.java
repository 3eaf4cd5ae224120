package dev.sluice.record.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamReader;

/** The namespace declarations that are in force, as elements begin and end. Not thread-safe. */
final class NamespaceScopes {

    private final List<Declaration> declarations = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();

    void clear() {
        declarations.clear();
        marks.clear();
    }

    void begin(XMLStreamReader element) {
        marks.add(declarations.size());
        for (int i = 0; i < element.getNamespaceCount(); i++) {
            String prefix = orEmpty(element.getNamespacePrefix(i));
            String uri = orEmpty(element.getNamespaceURI(i));
            if (!uri.equals(uri(prefix))) {
                declarations.add(new Declaration(prefix, uri));
            }
        }
    }

    void end() {
        int mark = marks.remove(marks.size() - 1);
        declarations.subList(mark, declarations.size()).clear();
    }

    /** By prefix, what the innermost element changes. */
    SortedMap<String, String> ofInnermost() {
        return asMap(declarations.subList(marks.get(marks.size() - 1), declarations.size()));
    }

    /** By prefix, everything in force. */
    SortedMap<String, String> inForce() {
        SortedMap<String, String> all = asMap(declarations);
        all.values().removeIf(String::isEmpty);
        return all;
    }

    private static SortedMap<String, String> asMap(List<Declaration> declarations) {
        SortedMap<String, String> map = new TreeMap<>();
        declarations.forEach(declaration -> map.put(declaration.prefix(), declaration.uri()));
        return map;
    }

    private String uri(String prefix) {
        for (int i = declarations.size() - 1; i >= 0; i--) {
            if (declarations.get(i).prefix().equals(prefix)) {
                return declarations.get(i).uri();
            }
        }
        return "";
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private record Declaration(String prefix, String uri) {}
}
