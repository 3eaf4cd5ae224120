package dev.sluice.record.definition;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that cannot be used. Its message has one line for every problem, in the order of the file. */
public final class InvalidDefinitionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<DefinitionProblem> problems;

    InvalidDefinitionException(List<DefinitionProblem> problems) {
        super(problems.stream().map(DefinitionProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<DefinitionProblem> problems() {
        return problems;
    }
}
