package dev.sluice.record.decode;

import dev.sluice.record.definition.Step;
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

    private final Map<String, Branch> children;
    private final Branch otherNames;
    /** Names that messages had here, and where they lead: a name that is known is known as an object. */
    private final @Nullable Name[] recent;

    private final Branch[] branches;

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
        this.children = Map.copyOf(children);
        this.recent = new Name[Math.max(8, Integer.highestOneBit(children.size() + 1) * 4)];
        this.branches = new Branch[recent.length];
    }

    /** The state within a child element. */
    @SuppressWarnings("ReferenceEquality") // another object of the same name is only slower
    PathNode child(Name name) {
        int slot = (int) name.hash & recent.length - 1;
        if (recent[slot] != name) {
            recent[slot] = name;
            branches[slot] = children.getOrDefault(name.local, otherNames);
        }
        return branches[slot].node(name);
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

        PathNode node(Name name) {
            PathNode node = byNamespace.isEmpty() ? elsewhere : byNamespace.getOrDefault(name.namespace(), elsewhere);
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
