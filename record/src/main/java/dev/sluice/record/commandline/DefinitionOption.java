package dev.sluice.record.commandline;

import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.InvalidDefinitionException;
import dev.sluice.record.definition.RecordDefinition;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A picocli mixin for commands that need a record definition. */
public final class DefinitionOption {

    @Option(
            names = "--definition",
            required = true,
            paramLabel = "FILE",
            description = "The record definition, a YAML file.")
    private Path file = Path.of("definition.yaml");

    public Path file() {
        return file;
    }

    /** @throws WrongUseException with every problem of the definition */
    public RecordDefinition read() {
        try {
            return DefinitionReader.read(file);
        } catch (InvalidDefinitionException invalid) {
            throw new WrongUseException(String.valueOf(invalid.getMessage()), invalid);
        }
    }
}
