package dev.sluice.service.command;

import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.InvalidDefinitionException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** A picocli mixin: which dataset, by its name or by its definition. */
final class DatasetOption {

    @ArgGroup
    private final Choice choice = new Choice();

    private static final class Choice {
        @Option(names = "--dataset", paramLabel = "NAME", description = "The dataset.")
        private @Nullable String name;

        @Option(names = "--definition", paramLabel = "FILE", description = "The dataset's record definition.")
        private @Nullable Path definition;
    }

    /**
     * @return null when none was given
     * @throws WrongUseException when the definition is not valid
     */
    @Nullable
    String name() {
        if (choice.definition == null) {
            return choice.name;
        }
        try {
            return DefinitionReader.read(choice.definition).dataset();
        } catch (InvalidDefinitionException invalid) {
            throw new WrongUseException(String.valueOf(invalid.getMessage()), invalid);
        }
    }
}
