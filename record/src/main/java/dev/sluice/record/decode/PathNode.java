package dev.sluice.record.decode;

import dev.sluice.record.definition.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state of the path automaton: what it means to be in an element that was reached by certain names. Made once by
 * {@link PathCompiler} for one decoder; changes nothing but its guards.
 */
final class PathNode {

    /** An element that no path goes through. */
    static final PathNode NONE = new PathNode(-1, Targets.none(), null, null, Map.of(), Branch.NONE);

    /** Number of steps of the rows' path that led here; -1 when this is beside or below that path. */
    final int level;
    /** What takes the element's string-value. */
    final ValueTarget[] texts;
    /** What takes the text that stands directly in the element. */
    final ValueTarget[] ownTexts;
    /** What takes the element itself, as XML. */
    final ValueTarget[] subtrees;

    final AttributeTarget[] attributes;
    /** Of paths whose step with predicates leads here. */
    final Guard[] guards;
    /** Of paths whose next step has predicates: these may count children. */
    final Guard[] guardsOfChildren;
    /** Decides whether the element is on the rows' path after all; null when its name is enough. */
    final @Nullable Guard rowGuard;
    /** The state when it is not. */
    final @Nullable PathNode besideRows;

    private final Branch otherNames;
    private final String[] names;
    private final @Nullable Branch[] branches;
    private final int mask;

    PathNode(
            int level,
            Targets targets,
            @Nullable Guard rowGuard,
            @Nullable PathNode besideRows,
            Map<String, Branch> children,
            Branch otherNames) {
        this.level = level;
        this.texts = targets.texts().toArray(ValueTarget[]::new);
        this.ownTexts = targets.ownTexts().toArray(ValueTarget[]::new);
        this.subtrees = targets.subtrees().toArray(ValueTarget[]::new);
        this.attributes = targets.attributes().toArray(AttributeTarget[]::new);
        this.guards = targets.guards().toArray(Guard[]::new);
        this.guardsOfChildren = targets.guardsOfChildren().toArray(Guard[]::new);
        this.rowGuard = rowGuard;
        this.besideRows = besideRows;
        this.otherNames = otherNames;
        int capacity = Integer.highestOneBit(Math.max(1, children.size()) * 4);
        this.mask = capacity - 1;
        this.names = new String[capacity];
        this.branches = new Branch[capacity];
        new HashMap<>(children).forEach(this::put);
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
                return branch.node(element);
            }
            slot = slot + 1 & mask;
        }
        return otherNames.node(element);
    }

    /**
     * The children of one local name, or of all that are not named.
     *
     * @param byNamespace where it depends on the namespace
     * @param elsewhere in every other namespace; null for {@link PathNode#NONE}
     */
    record Branch(
            Map<String, PathNode> byNamespace, @Nullable PathNode elsewhere) {

        static final Branch NONE = new Branch(Map.of(), null);

        PathNode node(XmlEvents element) {
            PathNode node =
                    byNamespace.isEmpty() ? elsewhere : byNamespace.getOrDefault(element.namespace(), elsewhere);
            return node == null ? PathNode.NONE : node;
        }
    }

    /** What takes the value of an attribute. */
    record AttributeTarget(Step name, ValueTarget target) {}

    /** What happens in an element. */
    record Targets(
            List<ValueTarget> texts,
            List<ValueTarget> ownTexts,
            List<ValueTarget> subtrees,
            List<AttributeTarget> attributes,
            List<Guard> guards,
            List<Guard> guardsOfChildren) {

        static Targets none() {
            return new Targets(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        }
    }
}
