package dev.sluice.record.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code a/b}, {@code /root/a/@id}, {@code @id}, {@code .}, their prefixed forms, {@code *} for any element, and
 * predicates: {@code a[@k='v']}, {@code a[b='v']}, {@code a[b/@k='v']}, {@code a[.='v']}, {@code a[2]}.
 */
final class PathParser {

    private static final Pattern POSITION = Pattern.compile("\\s*([1-9]\\d{0,8})\\s*");
    private static final Pattern EQUAL = Pattern.compile("\\s*(.+?)\\s*=\\s*(?:'([^']*)'|\"([^\"]*)\")\\s*");
    private static final String PREDICATES = "predicates such as [@kind='a'], [kind='a'], [kind/@code='a'] or [2]; ";

    private final Map<String, String> namespaces;

    PathParser(Map<String, String> namespaces) {
        this.namespaces = namespaces;
    }

    /** @throws InvalidPathException with what was expected instead */
    XmlPath parse(String text) throws InvalidPathException {
        if (text.equals(".")) {
            return new XmlPath(text, false, List.of(), null);
        }
        boolean absolute = text.startsWith("/");
        List<String> parts = split(absolute ? text.substring(1) : text);
        List<Step> steps = new ArrayList<>();
        Step attribute = null;
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.startsWith("@")) {
                if (i < parts.size() - 1) {
                    throw new InvalidPathException("an attribute only as the last step");
                }
                attribute = attribute(part.substring(1));
            } else {
                steps.add(step(part));
            }
        }
        if (absolute && steps.isEmpty()) {
            throw new InvalidPathException("an element after the first /");
        }
        return new XmlPath(text, absolute, steps, attribute);
    }

    /** At each slash that stands outside of predicates. */
    private static List<String> split(String text) throws InvalidPathException {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '[') {
                i = endOfPredicate(text, i);
            } else if (text.charAt(i) == '/') {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** Where the predicate's bracket closes; one within quotes does not. */
    private static int endOfPredicate(String text, int open) throws InvalidPathException {
        char quote = 0;
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == ']') {
                return i;
            }
        }
        throw new InvalidPathException("a ] after each [");
    }

    private Step attribute(String name) throws InvalidPathException {
        Step attribute = name(name, List.of());
        if (attribute.isAny()) {
            throw new InvalidPathException("the name of an attribute after @");
        }
        return attribute;
    }

    private Step step(String part) throws InvalidPathException {
        int bracket = part.indexOf('[');
        if (bracket < 0) {
            return name(part, List.of());
        }
        List<Predicate> predicates = new ArrayList<>();
        for (int i = bracket; i < part.length(); i++) {
            if (part.charAt(i) != '[') {
                throw new InvalidPathException("nothing but predicates after a predicate");
            }
            int end = endOfPredicate(part, i);
            predicates.add(predicate(part.substring(i + 1, end)));
            i = end;
        }
        return name(part.substring(0, bracket), predicates);
    }

    private Predicate predicate(String text) throws InvalidPathException {
        Matcher position = POSITION.matcher(text);
        if (position.matches()) {
            return new Predicate.Position(Integer.parseInt(position.group(1)));
        }
        Matcher equal = EQUAL.matcher(text);
        if (!equal.matches()) {
            throw new InvalidPathException(PREDICATES + "[" + text + "] is none");
        }
        XmlPath path = parse(equal.group(1));
        if (path.absolute()
                || path.steps().stream().anyMatch(step -> !step.predicates().isEmpty())) {
            throw new InvalidPathException(PREDICATES + "[" + text + "] is none");
        }
        return new Predicate.Equal(path, equal.group(2) == null ? equal.group(3) : equal.group(2));
    }

    private Step name(String text, List<Predicate> predicates) throws InvalidPathException {
        int colon = text.indexOf(':');
        String prefix = colon < 0 ? null : text.substring(0, colon);
        String local = text.substring(colon + 1);
        boolean isName = local.equals(Step.ANY) || XmlNames.isName(local);
        if (!isName || (prefix != null && !XmlNames.isName(prefix))) {
            throw new InvalidPathException(
                    text.isEmpty()
                            ? "a name between slashes, such as library/book"
                            : "steps such as name, prefix:name, *, @name or .; " + text + " is none");
        }
        return new Step(prefix, namespace(prefix), local, predicates);
    }

    private @Nullable String namespace(@Nullable String prefix) throws InvalidPathException {
        if (prefix == null) {
            return null;
        }
        if (prefix.equals(XMLConstants.XML_NS_PREFIX)) {
            return XMLConstants.XML_NS_URI;
        }
        String namespace = namespaces.get(prefix);
        if (namespace == null) {
            throw new InvalidPathException("a prefix that namespaces declares; " + prefix + " is not there");
        }
        return namespace;
    }

    static final class InvalidPathException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String expectation;

        InvalidPathException(String expectation) {
            super(expectation);
            this.expectation = expectation;
        }

        String expectation() {
            return expectation;
        }
    }
}
