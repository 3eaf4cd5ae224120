package dev.sluice.record.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;

/** Reads {@code a/b}, {@code /root/a/@id}, {@code @id}, {@code .} and their prefixed forms. */
final class PathParser {

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
        String[] parts = (absolute ? text.substring(1) : text).split("/", -1);
        List<Step> steps = new ArrayList<>();
        Step attribute = null;
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (part.startsWith("@")) {
                if (i < parts.length - 1) {
                    throw new InvalidPathException("an attribute only as the last step");
                }
                attribute = step(part.substring(1));
            } else {
                steps.add(step(part));
            }
        }
        if (absolute && steps.isEmpty()) {
            throw new InvalidPathException("an element after the first /");
        }
        return new XmlPath(text, absolute, steps, attribute);
    }

    private Step step(String part) throws InvalidPathException {
        int colon = part.indexOf(':');
        String prefix = colon < 0 ? null : part.substring(0, colon);
        String local = part.substring(colon + 1);
        if (!XmlNames.isName(local) || prefix != null && !XmlNames.isName(prefix)) {
            throw new InvalidPathException(
                    part.isEmpty()
                            ? "a name between slashes, such as library/book"
                            : "steps such as name, prefix:name, @name or .; " + part + " is none");
        }
        return new Step(prefix, namespace(prefix), local);
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
