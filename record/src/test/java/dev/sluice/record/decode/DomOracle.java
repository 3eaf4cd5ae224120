package dev.sluice.record.decode;

import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.ColumnType;
import dev.sluice.record.definition.RecordDefinition;
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
        List<List<Object>> rows = new ArrayList<>();
        for (Node record : nodes(document, definition.recordPath())) {
            List<Object> row = new ArrayList<>();
            for (Column column : definition.columns()) {
                row.add(value(document, record, column));
            }
            rows.add(row);
        }
        return rows;
    }

    private Object value(Document document, Node record, Column column) throws Exception {
        List<String> texts = new ArrayList<>();
        XmlPath path = column.path();
        if (path.absolute()) {
            List<Node> ancestors = new ArrayList<>();
            for (Node node = record; node != document; node = node.getParentNode()) {
                ancestors.add(0, node);
            }
            int shared = 0;
            while (shared < path.steps().size()
                    && shared < ancestors.size()
                    && matches(path.steps().get(shared), ancestors.get(shared))) {
                shared++;
            }
            Node start = shared == 0 ? document : ancestors.get(shared - 1);
            List<Step> rest = path.steps().subList(shared, path.steps().size());
            for (Node node : nodes(start, new XmlPath("", false, rest, path.attribute()))) {
                texts.add(text(node));
            }
        } else {
            for (Node node : nodes(record, path)) {
                texts.add(text(node));
            }
        }
        if (texts.isEmpty()) {
            return null;
        }
        if (column.type() instanceof ColumnType.ListOf) {
            return texts;
        }
        return texts.size() > 1 ? REPEATED : texts.get(0);
    }

    private static boolean matches(Step step, Node element) {
        boolean inNamespace = step.namespace() == null || step.namespace().equals(element.getNamespaceURI());
        return step.local().equals(element.getLocalName()) && inNamespace;
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

    private List<Node> nodes(Node start, XmlPath path) throws XPathExpressionException {
        StringBuilder expression = new StringBuilder(".");
        for (Step step : path.steps()) {
            expression.append("/*").append(condition(step));
        }
        if (path.attribute() != null) {
            expression.append("/@*").append(condition(path.attribute()));
        }
        NodeList found = (NodeList) compiled(expression.toString()).evaluate(start, XPathConstants.NODESET);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            nodes.add(found.item(i));
        }
        return nodes;
    }

    private static String condition(Step step) {
        String local = "[local-name()='" + step.local() + "']";
        return step.namespace() == null ? local : local + "[namespace-uri()='" + step.namespace() + "']";
    }
}
