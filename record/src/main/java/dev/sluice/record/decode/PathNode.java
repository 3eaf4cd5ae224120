package dev.sluice.record.decode;

import dev.sluice.record.definition.Step;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state of the path automaton: what it means to be in an element that was reached by certain names. Made once by
 * {@link PathCompiler}; immutable.
 */
final class PathNode {

    /** An element that no path goes through. */
    static final PathNode NONE = new PathNode(-1, List.of(), List.of(), List.of(), List.of(), Map.of());

    /** Number of steps of the record's path that led here; -1 when this is beside or below that path. */
    final int level;
    /** Columns that take the element's string-value. */
    final ColumnTarget[] texts;
    /** Columns that take the text that stands directly in the element. */
    final ColumnTarget[] ownTexts;
    /** Columns that take the element itself, as XML. */
    final ColumnTarget[] subtrees;

    final AttributeTarget[] attributes;

    private final String[] names;
    private final @Nullable Branch[] branches;
    private final int mask;

    PathNode(
            int level,
            List<ColumnTarget> texts,
            List<ColumnTarget> ownTexts,
            List<ColumnTarget> subtrees,
            List<AttributeTarget> attributes,
            Map<String, Branch> children) {
        this.level = level;
        this.texts = texts.toArray(ColumnTarget[]::new);
        this.ownTexts = ownTexts.toArray(ColumnTarget[]::new);
        this.subtrees = subtrees.toArray(ColumnTarget[]::new);
        this.attributes = attributes.toArray(AttributeTarget[]::new);
        int capacity = Integer.highestOneBit(Math.max(1, children.size()) * 4);
        this.mask = capacity - 1;
        this.names = new String[capacity];
        this.branches = new Branch[capacity];
        children.forEach(this::put);
    }

    private void put(String name, Branch branch) {
        int slot = name.hashCode() & mask;
        while (branches[slot] != null) {
            slot = slot + 1 & mask;
        }
        // The parser interns names as well, so that most comparisons end at the reference.
        names[slot] = name.intern();
        branches[slot] = branch;
    }

    /** The state within the child element that the parser has just met. */
    PathNode child(XmlEvents element) {
        String name = element.localName();
        int slot = name.hashCode() & mask;
        for (Branch branch = branches[slot]; branch != null; branch = branches[slot]) {
            if (name.equals(names[slot])) {
                return branch.isNamespaceBlind() ? branch.elsewhere() : branch.in(element.namespace());
            }
            slot = slot + 1 & mask;
        }
        return NONE;
    }

    /**
     * The children of one local name.
     *
     * @param byNamespace where it depends on the namespace
     * @param elsewhere in every other namespace
     */
    record Branch(Map<String, PathNode> byNamespace, PathNode elsewhere) {

        boolean isNamespaceBlind() {
            return byNamespace.isEmpty();
        }

        PathNode in(String namespace) {
            return byNamespace.getOrDefault(namespace, elsewhere);
        }
    }

    /** A column that takes the value of an attribute. */
    record AttributeTarget(Step name, ColumnTarget target) {}
}
