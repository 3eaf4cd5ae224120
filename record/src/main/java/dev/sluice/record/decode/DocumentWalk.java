package dev.sluice.record.decode;

import dev.sluice.record.decode.PathNode.AttributeTarget;
import dev.sluice.record.decode.RecordCollector.Draft;
import dev.sluice.record.definition.RecordDefinition;
import java.util.Arrays;

/** Follows the paths of a definition through a document, from its first event to its last. Not thread-safe. */
final class DocumentWalk {

    private static final int INITIAL_DEPTH = 32;

    private final PathNode document;
    private final boolean hasSubtrees;
    private final int rowLevel;
    private final int maxRecords;
    private final int maxRowsBytes;
    private final UnknownElementPolicy unknownElements;
    private final XmlEvents events;
    private final RecordCollector collector;
    private final TextCapture texts;
    private final OwnTextCapture ownTexts;
    private final SubtreeCapture subtrees;

    /** The state of each open element that is not passed by, and its name; the document's comes first. */
    private PathNode[] nodes = new PathNode[INITIAL_DEPTH];

    private String[] names = new String[INITIAL_DEPTH];

    DocumentWalk(RecordDefinition definition, CompiledPaths paths, XmlEvents events, RecordCollector collector) {
        this.document = paths.document();
        this.hasSubtrees =
                definition.columns().stream().anyMatch(column -> column.type().holdsXml());
        this.rowLevel = definition.rowPath().rowLevel();
        this.maxRecords = definition.limits().records();
        this.maxRowsBytes = definition.limits().rowsBytes();
        this.unknownElements = UnknownElementPolicy.of(definition.unknownElements());
        this.events = events;
        this.collector = collector;
        this.texts = new TextCapture();
        this.ownTexts = new OwnTextCapture();
        this.subtrees = new SubtreeCapture();
    }

    void run() throws RefusedMessageException {
        texts.clear();
        ownTexts.clear();
        subtrees.clear();
        nodes[0] = document;
        for (Guard guard : document.guardsOfChildren) {
            guard.restart();
        }
        collector.begin(0);
        while (true) {
            switch (events.next()) {
                case XmlEvents.START_ELEMENT -> begin(nodes[events.depth() - 1]);
                case XmlEvents.END_ELEMENT -> end(nodes[events.depth() + 1]);
                case XmlEvents.CHARACTERS, XmlEvents.CDATA, XmlEvents.SPACE -> text();
                case XmlEvents.PROCESSING_INSTRUCTION -> {
                    if (subtrees.isActive()) {
                        subtrees.processingInstruction(events);
                    }
                }
                case XmlEvents.END_DOCUMENT -> {
                    collector.end(0);
                    return;
                }
                default -> {}
            }
        }
    }

    private void begin(PathNode parent) throws RefusedMessageException {
        PathNode node = parent.child(events);
        if (node.rowGuard != null && node.besideRows != null && !node.rowGuard.begin(events.element())) {
            node = node.besideRows;
        }
        if (node == PathNode.NONE && !texts.isActive() && !subtrees.isActive()) {
            passBy();
            return;
        }
        enter(node);
        if (node.level >= 0) {
            collector.begin(node.level);
        }
        for (Guard guard : node.guardsOfChildren) {
            guard.restart();
        }
        for (Guard guard : node.guards) {
            guard.begin(events.element());
        }
        for (AttributeTarget attribute : node.attributes) {
            String value = Attributes.value(events.element(), attribute.name());
            if (value != null) {
                attribute.target().put(collector, value);
            }
        }
        if (node.texts.length > 0) {
            if (Nil.isMarked(events.element())) {
                texts.beginNil();
            } else {
                texts.begin();
            }
        }
        if (node.ownTexts.length > 0) {
            ownTexts.begin(events.depth(), Nil.isMarked(events.element()));
        }
        if (hasSubtrees) {
            subtrees.begin(node.subtrees, events);
        }
    }

    private void enter(PathNode node) {
        int depth = events.depth();
        if (depth == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * depth);
            names = Arrays.copyOf(names, 2 * depth);
        }
        nodes[depth] = node;
        names[depth] = events.localName();
    }

    private void passBy() throws RefusedMessageException {
        Draft record = collector.open();
        if (record == null) {
            UnknownElementPolicy.skip(events);
            return;
        }
        StringBuilder path = new StringBuilder();
        for (int i = rowLevel + 1; i < events.depth(); i++) {
            path.append(names[i]).append('/');
        }
        unknownElements.read(events, record, collector.size() - 1, path.toString());
    }

    private void text() throws RefusedMessageException {
        if (texts.isActive()) {
            texts.append(events);
        }
        ownTexts.append(events);
        if (subtrees.isActive()) {
            subtrees.text(events);
        }
    }

    private void end(PathNode node) throws RefusedMessageException {
        if (node.texts.length > 0) {
            texts.end(node.texts, collector);
        }
        if (node.ownTexts.length > 0) {
            ownTexts.end(node.ownTexts, collector);
        }
        if (hasSubtrees) {
            subtrees.end(node.subtrees, events, collector);
        }
        for (Guard guard : node.guards) {
            guard.end(collector);
        }
        if (node.level >= 0) {
            if (node.rowGuard == null || node.rowGuard.end(collector)) {
                collector.end(node.level);
            } else {
                collector.drop(node.level);
            }
            if (collector.size() > maxRecords) {
                throw events.limitExceeded("records", maxRecords);
            }
            if (collector.flattened() > maxRowsBytes) {
                throw events.limitExceeded("rows-bytes", maxRowsBytes);
            }
        }
    }
}
