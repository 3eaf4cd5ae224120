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
    private final XmlScanner events;
    private final RecordCollector collector;
    private final TextCapture texts;
    private final OwnTextCapture ownTexts;
    private final SubtreeCapture subtrees;

    /** The state of each open element that is not passed by; the document's comes first. */
    private PathNode[] nodes = new PathNode[INITIAL_DEPTH];

    DocumentWalk(RecordDefinition definition, CompiledPaths paths, XmlScanner events, RecordCollector collector) {
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

    /** Forgets the message. */
    void clear() {
        texts.clear();
        ownTexts.clear();
        subtrees.clear();
    }

    void run() throws RefusedMessageException {
        nodes[0] = document;
        for (Guard guard : document.guardsOfChildren) {
            guard.restart();
        }
        collector.begin(0);
        while (true) {
            switch (events.next()) {
                case XmlScanner.START_ELEMENT -> begin(nodes[events.depth() - 1]);
                case XmlScanner.END_ELEMENT -> end(nodes[events.depth() + 1]);
                case XmlScanner.TEXT -> text();
                case XmlScanner.PROCESSING_INSTRUCTION -> {
                    if (subtrees.isActive()) {
                        subtrees.processingInstruction(events);
                    }
                }
                case XmlScanner.END_DOCUMENT -> {
                    collector.end(0);
                    return;
                }
                default -> {}
            }
        }
    }

    private void begin(PathNode parent) throws RefusedMessageException {
        StartTag tag = events.tag();
        PathNode node = parent.child(events.name(events.depth()));
        if (node.rowGuard != null && node.besideRows != null && !node.rowGuard.begin(tag)) {
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
            guard.begin(tag);
        }
        for (AttributeTarget attribute : node.attributes) {
            Utf8Text value = Attributes.value(tag, attribute.name());
            if (value != null) {
                attribute.target().put(collector, value);
            }
        }
        if (node.texts.length > 0) {
            if (Attributes.isNil(tag)) {
                texts.beginNil();
            } else {
                texts.begin();
            }
        }
        if (node.ownTexts.length > 0) {
            ownTexts.begin(events.depth(), Attributes.isNil(tag));
        }
        if (hasSubtrees) {
            subtrees.begin(node.subtrees, events);
        }
    }

    private void enter(PathNode node) {
        int depth = events.depth();
        if (depth == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * depth);
        }
        nodes[depth] = node;
    }

    private void passBy() throws RefusedMessageException {
        Draft record = collector.open();
        if (record == null) {
            events.skip();
            return;
        }
        StringBuilder path = new StringBuilder();
        for (int i = rowLevel + 1; i < events.depth(); i++) {
            path.append(events.name(i).local).append('/');
        }
        unknownElements.read(events, record, collector.size() - 1, path.toString());
    }

    private void text() throws RefusedMessageException {
        if (texts.isActive()) {
            texts.append(events);
        }
        if (ownTexts.isActive()) {
            ownTexts.append(events);
        }
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
