package dev.sluice.record.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects everything that is wrong, so that a person sees it all at once. */
final class Problems {

    private final String file;
    private final List<DefinitionProblem> problems = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Node where, String message) {
        add(where.getStartMark(), message);
    }

    void add(Optional<Mark> where, String message) {
        problems.add(new DefinitionProblem(
                file,
                where.map(mark -> mark.getLine() + 1).orElse(1),
                where.map(mark -> mark.getColumn() + 1).orElse(1),
                message));
    }

    /** One of another file that belongs to the definition. */
    void add(DefinitionProblem problem) {
        problems.add(problem);
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    InvalidDefinitionException toException() {
        problems.sort(Comparator.comparing(
                        (DefinitionProblem problem) -> !problem.file().equals(file))
                .thenComparing(DefinitionProblem::file)
                .thenComparingInt(DefinitionProblem::line)
                .thenComparingInt(DefinitionProblem::column));
        return new InvalidDefinitionException(problems);
    }
}
