package dev.sluice.record.decode;

import dev.sluice.record.definition.Predicate;
import dev.sluice.record.definition.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The predicates of one step of a path. Paths have no descendant steps, so at most one element at a time is at that
 * step. What a child's value decides is open until the element ends; values that were found by then wait here. Not
 * thread-safe.
 */
final class Guard {

    private final @Nullable Guard outer;
    private final Condition[] conditions;
    private final List<Waiting> waiting = new ArrayList<>();
    private State state = State.FAILED;
    /** The condition that the end of the element decides; those before it hold. */
    private int next;

    /** @param outer of the step before this one that has predicates */
    Guard(Step step, @Nullable Guard outer) {
        this.outer = outer;
        this.conditions = step.predicates().stream().map(Guard::condition).toArray(Condition[]::new);
    }

    private static Condition condition(Predicate predicate) {
        if (predicate instanceof Predicate.Position position) {
            return new PositionCondition(position.number());
        }
        Predicate.Equal equal = (Predicate.Equal) predicate;
        return equal.isOfAttribute() ? new AttributeCondition(equal) : new ValueCondition(equal);
    }

    /** Those that other paths than the step's own must find values for. */
    Stream<ValueCondition> valueConditions() {
        return Arrays.stream(conditions)
                .filter(ValueCondition.class::isInstance)
                .map(ValueCondition.class::cast);
    }

    /** The parent of the step's elements begins. */
    void restart() {
        for (Condition condition : conditions) {
            condition.restart();
        }
    }

    /** An element that has the step's name begins: whether its predicates may hold. */
    boolean begin(StartTag element) throws RefusedMessageException {
        waiting.clear();
        for (Condition condition : conditions) {
            condition.begin(element);
        }
        next = 0;
        state = State.HOLDS;
        while (state == State.HOLDS && next < conditions.length) {
            if (conditions[next] instanceof ValueCondition) {
                state = State.OPEN;
            } else if (conditions[next].holds()) {
                next++;
            } else {
                state = State.FAILED;
            }
        }
        return state != State.FAILED;
    }

    boolean hasFailed() {
        return state == State.FAILED || outer != null && outer.hasFailed();
    }

    /** Hands a value on, as soon as all elements that it is in are known to satisfy their predicates. */
    void pass(RecordCollector collector, int column, @Nullable Object decoded) {
        if (state == State.OPEN) {
            waiting.add(new Waiting(column, decoded));
        } else if (state == State.HOLDS && outer != null) {
            outer.pass(collector, column, decoded);
        } else if (state == State.HOLDS) {
            collector.put(column, decoded);
        }
    }

    /** The element ends: whether its predicates hold. */
    boolean end(RecordCollector collector) {
        if (state == State.OPEN) {
            while (next < conditions.length && conditions[next].holds()) {
                next++;
            }
            state = next == conditions.length ? State.HOLDS : State.FAILED;
        }
        for (Waiting value : waiting) {
            pass(collector, value.column(), value.decoded());
        }
        waiting.clear();
        return state == State.HOLDS;
    }

    private enum State {
        HOLDS,
        FAILED,
        OPEN
    }

    private record Waiting(int column, @Nullable Object decoded) {}

    private interface Condition {

        default void restart() {}

        void begin(StartTag element) throws RefusedMessageException;

        /** Asked once for each element, when all conditions before it hold. */
        boolean holds();
    }

    private static final class PositionCondition implements Condition {
        private final int number;
        private int count;

        PositionCondition(int number) {
            this.number = number;
        }

        @Override
        public void restart() {
            count = 0;
        }

        @Override
        public void begin(StartTag element) {}

        @Override
        public boolean holds() {
            return ++count == number;
        }
    }

    private static final class AttributeCondition implements Condition {
        private final Step attribute;
        private final byte[] expected;
        private boolean holds;

        AttributeCondition(Predicate.Equal equal) {
            this.attribute = java.util.Objects.requireNonNull(equal.path().attribute());
            this.expected = equal.value().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void begin(StartTag element) throws RefusedMessageException {
            Utf8Text value = Attributes.value(element, attribute);
            holds = value != null && value.hasBytes(expected);
        }

        @Override
        public boolean holds() {
            return holds;
        }
    }

    /** Some value at its path is equal to its text; a target like a column's. */
    static final class ValueCondition implements Condition, ValueTarget {
        private final Predicate.Equal equal;
        private final byte[] expected;
        private boolean holds;

        ValueCondition(Predicate.Equal equal) {
            this.equal = equal;
            this.expected = equal.value().getBytes(StandardCharsets.UTF_8);
        }

        List<Step> steps() {
            return equal.path().steps();
        }

        @Nullable
        Step attribute() {
            return equal.path().attribute();
        }

        @Override
        public void begin(StartTag element) {
            holds = false;
        }

        @Override
        public boolean holds() {
            return holds;
        }

        @Override
        public void put(RecordCollector collector, Utf8Text text) {
            holds |= text.hasBytes(expected);
        }

        @Override
        public void put(RecordCollector collector, String text) {
            holds |= equal.value().equals(text);
        }

        @Override
        public void putNull(RecordCollector collector) {}
    }
}
