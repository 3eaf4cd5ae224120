package dev.sluice.record.definition;

/** A condition on the elements that a step leads to, as XPath has it. */
public sealed interface Predicate {

    /**
     * {@code [n]}: the element is number n, from 1, among those of its parent that the step and the predicates before
     * this one let through.
     */
    record Position(int number) implements Predicate {}

    /**
     * {@code [@a='v']}, {@code [c='v']}, {@code [c/@a='v']}, {@code [.='v']}: some value at the path is equal to the
     * text.
     *
     * @param path relative to the element, and without predicates
     */
    record Equal(XmlPath path, String value) implements Predicate {

        /** Whether the element's start tag decides. */
        public boolean isOfAttribute() {
            return path.steps().isEmpty() && path.attribute() != null;
        }
    }
}
