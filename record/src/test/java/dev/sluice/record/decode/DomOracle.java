package dev.sluice.record.decode;

import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.ColumnType;
import dev.sluice.record.definition.Predicate;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.definition.RowPath;
import dev.sluice.record.definition.Step;
import dev.sluice.record.definition.XmlPath;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * A slow second opinion: the JDK's DOM and XPath find the texts that a definition of string and list columns asks
 * for. Shares no code with the decoder.
 */
final class DomOracle {

    /** Stands for a column with more values than it may have. */
    static final String REPEATED = "\u0000repeated";

    private final RecordDefinition definition;
    private final XPath xpath = XPathFactory.newInstance().newXPath();

    private final Map<String, XPathExpression> expressions = new HashMap<>();

    DomOracle(RecordDefinition definition) {
        this.definition = definition;
    }

    /** For each record the texts of each column; null, one text, or a list. */
    List<List<Object>> rows(byte[] message) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(message));
        RowPath path = definition.rowPath();
        List<Step> explode = path.steps().subList(path.recordLevel(), path.rowLevel());
        List<List<Object>> rows = new ArrayList<>();
        for (Node record : nodes(document, path.steps().subList(0, path.recordLevel()), null)) {
            List<Node> items = nodes(record, explode, null);
            for (Node item : items) {
                rows.add(row(document, item));
            }
            if (items.isEmpty() && path.outer()) {
                rows.add(row(document, record));
            }
        }
        return rows;
    }

    private List<Object> row(Document document, Node element) throws Exception {
        List<Node> ancestors = new ArrayList<>();
        for (Node node = element; node != document; node = node.getParentNode()) {
            ancestors.add(0, node);
        }
        List<Object> row = new ArrayList<>();
        for (Column column : definition.columns()) {
            row.add(value(document, ancestors, column));
        }
        return row;
    }

    /** @param ancestors of the row's element, from the root down to that element itself */
    private Object value(Document document, List<Node> ancestors, Column column) throws Exception {
        RowPath rows = definition.rowPath();
        List<Step> steps = new ArrayList<>(
                column.path().absolute() ? List.of() : rows.steps().subList(0, rows.recordLevel()));
        steps.addAll(column.path().steps());
        int shared = 0;
        while (shared < Math.min(steps.size(), rows.rowLevel())
                && isShared(steps.get(shared), rows.steps().get(shared), shared, ancestors)) {
            shared++;
        }
        if (shared == rows.rowLevel() && ancestors.size() < shared) {
            return null;
        }
        int level = shared == rows.rowLevel() ? shared : Math.min(shared, rows.recordLevel());
        Node start = level == 0 ? document : ancestors.get(level - 1);
        List<String> texts = new ArrayList<>();
        for (Node node :
                nodes(start, steps.subList(level, steps.size()), column.path().attribute())) {
            texts.add(text(node));
        }
        if (texts.isEmpty()) {
            return null;
        }
        if (column.type() instanceof ColumnType.ListOf) {
            return texts;
        }
        return texts.size() > 1 ? REPEATED : texts.get(0);
    }

    private static boolean isShared(Step step, Step ofRows, int level, List<Node> ancestors) {
        boolean samePredicates =
                step.predicates().isEmpty() || step.predicates().equals(ofRows.predicates());
        boolean sameName = level < ancestors.size()
                ? matches(
                        step,
                        ancestors.get(level).getNamespaceURI(),
                        ancestors.get(level).getLocalName())
                : matches(step, ofRows.namespace(), ofRows.local());
        return samePredicates && sameName;
    }

    private static boolean matches(Step step, String namespace, String local) {
        boolean inNamespace = step.namespace() == null || step.namespace().equals(namespace);
        return (step.local().equals("*") || step.local().equals(local)) && inNamespace;
    }

    private String text(Node node) throws XPathExpressionException {
        return (String) compiled("string(.)").evaluate(node, XPathConstants.STRING);
    }

    private XPathExpression compiled(String expression) throws XPathExpressionException {
        XPathExpression known = expressions.get(expression);
        if (known == null) {
            known = xpath.compile(expression);
            expressions.put(expression, known);
        }
        return known;
    }

    private List<Node> nodes(Node start, List<Step> steps, Step attribute) throws XPathExpressionException {
        NodeList found = (NodeList) compiled(expression(steps, attribute)).evaluate(start, XPathConstants.NODESET);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            nodes.add(found.item(i));
        }
        return nodes;
    }

    private static String expression(List<Step> steps, Step attribute) {
        StringBuilder expression = new StringBuilder(".");
        for (Step step : steps) {
            expression.append("/*").append(condition(step));
            for (Predicate predicate : step.predicates()) {
                if (predicate instanceof Predicate.Position position) {
                    expression.append('[').append(position.number()).append(']');
                } else if (predicate instanceof Predicate.Equal equal) {
                    XmlPath path = equal.path();
                    expression.append('[').append(expression(path.steps(), path.attribute()));
                    expression.append("='").append(equal.value()).append("']");
                }
            }
        }
        if (attribute != null) {
            expression.append("/@*").append(condition(attribute));
        }
        return expression.toString();
    }

    private static String condition(Step step) {
        String local = step.local().equals("*") ? "" : "[local-name()='" + step.local() + "']";
        return step.namespace() == null ? local : local + "[namespace-uri()='" + step.namespace() + "']";
    }
}
