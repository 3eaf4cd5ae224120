package dev.sluice.record.definition;

/**
 * One thing that is wrong with a definition.
 *
 * @param line from 1; 0 when the problem is the file itself
 * @param column from 1; 0 when the problem is the file itself
 * @param message such as {@code Invalid type of column price: decimel, expected ...}
 */
public record DefinitionProblem(String file, int line, int column, String message) {

    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
    }
}
