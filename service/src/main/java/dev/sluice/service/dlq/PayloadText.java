package dev.sluice.service.dlq;

import dev.sluice.service.dlq.Letter.Violation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A message for a person to read: indented, with a mark at each element that a violation is about. What is not well-formed
 * is shown as it is, up to a length.
 */
public final class PayloadText {

    private static final int MAX_CHARS = 64 << 10;
    private static final String MARK = "   <-- ";

    private final List<Violation> violations;
    private final List<String> recordPath;
    private final StringBuilder text = new StringBuilder();

    private PayloadText(List<Violation> violations, List<String> recordPath) {
        this.violations = violations;
        this.recordPath = recordPath;
    }

    /** @param value of the message; may be hostile */
    public static String of(Letter letter, byte[] value) {
        String shown = letter.isOfRecords() ? indented(letter, value) : raw(value);
        return shown.length() <= MAX_CHARS
                ? shown
                : shown.substring(0, MAX_CHARS) + "\n... cut; --raw writes the message as it is";
    }

    private static String raw(byte[] value) {
        String text = new String(value, 0, Math.min(value.length, MAX_CHARS + 1), StandardCharsets.UTF_8);
        return PrintableText.of(text.replace("\r\n", "\n"));
    }

    private static String indented(Letter letter, byte[] value) {
        try {
            Element root = parser().parse(new ByteArrayInputStream(value)).getDocumentElement();
            // Predicates choose among elements of a name, which is more than counting them.
            List<String> path = letter.recordPath().contains("[") ? List.of() : steps(letter.recordPath());
            PayloadText payload = new PayloadText(letter.violations(), path);
            payload.write(root, 0, payload.marksBelow(root));
            return PrintableText.of(payload.text.toString());
        } catch (SAXException | IOException notWellFormed) {
            return raw(value);
        }
    }

    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setNamespaceAware(true);
            factory.setCoalescing(true);
            DocumentBuilder parser = factory.newDocumentBuilder();
            parser.setErrorHandler(null);
            return parser;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Cannot make the XML parser of the JDK", e);
        }
    }

    private static List<String> steps(String path) {
        return Arrays.stream(path.split("/"))
                .filter(step -> !step.isEmpty())
                .map(step -> step.substring(step.indexOf(':') + 1))
                .toList();
    }

    private record Mark(Node at, String says) {}

    /** Of each violation: the element or attribute's owner it is about, else the record. */
    private List<Mark> marksBelow(Element root) {
        List<Element> records = new ArrayList<>();
        if (!recordPath.isEmpty() && matches(root, recordPath.get(0))) {
            collect(root, recordPath.subList(1, recordPath.size()), records);
        }
        List<Mark> marks = new ArrayList<>();
        for (Violation violation : violations) {
            if (violation.record() < records.size()) {
                Element record = records.get(violation.record());
                String column = violation.column().isEmpty() ? "" : violation.column() + ": ";
                marks.add(new Mark(
                        find(record, steps(violation.path())),
                        column + violation.rule() + ", expected " + violation.expected()));
            }
        }
        return marks;
    }

    private static void collect(Element element, List<String> path, List<Element> found) {
        if (path.isEmpty()) {
            found.add(element);
            return;
        }
        for (Element child : children(element)) {
            if (matches(child, path.get(0))) {
                collect(child, path.subList(1, path.size()), found);
            }
        }
    }

    private static Element find(Element from, List<String> path) {
        Element at = from;
        for (String step : path) {
            for (Element child : children(at)) {
                if (matches(child, step)) {
                    at = child;
                    break;
                }
            }
        }
        return at;
    }

    private static boolean matches(Element element, String step) {
        return step.equals("*") || step.equals(element.getLocalName());
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element found) {
                children.add(found);
            }
        }
        return children;
    }

    private void write(Element element, int depth, List<Mark> marks) {
        String indent = "  ".repeat(depth);
        text.append(indent).append('<').append(element.getNodeName());
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            text.append(' ').append(attribute.getName()).append("=\"");
            text.append(escaped(attribute.getValue())).append('"');
        }
        boolean nested = !children(element).isEmpty();
        String content = nested
                ? ""
                : LINE_BREAKS.matcher(element.getTextContent().strip()).replaceAll(" ");
        text.append(nested || !content.isEmpty() ? ">" : "/>").append(escaped(content));
        if (!nested && !content.isEmpty()) {
            text.append("</").append(element.getNodeName()).append('>');
        }
        marks.stream()
                .filter(mark -> mark.at() == element)
                .forEach(mark -> text.append(MARK).append(mark.says()));
        text.append('\n');
        if (nested) {
            for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
                if (child instanceof Element found) {
                    write(found, depth + 1, marks);
                } else if (child.getNodeType() == Node.TEXT_NODE
                        && !child.getNodeValue().isBlank()) {
                    text.append("  ".repeat(depth + 1))
                            .append(escaped(child.getNodeValue().strip()))
                            .append('\n');
                }
            }
            text.append(indent).append("</").append(element.getNodeName()).append(">\n");
        }
    }

    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
