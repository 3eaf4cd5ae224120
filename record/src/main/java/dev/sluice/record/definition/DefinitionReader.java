package dev.sluice.record.definition;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads record definitions. Thread-safe. */
public final class DefinitionReader {

    private DefinitionReader() {}

    /** @throws InvalidDefinitionException when the file cannot be read, or with everything that is wrong in it */
    public static RecordDefinition read(Path file) throws InvalidDefinitionException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw unreadable(file.toString(), "no such file");
        } catch (IOException failed) {
            throw unreadable(file.toString(), String.valueOf(failed.getMessage()));
        }
        return parse(bytes, file.toString());
    }

    /**
     * @param fileName what to call the definition in messages; its schema, if any, is looked for beside it
     * @throws InvalidDefinitionException with everything that is wrong
     */
    public static RecordDefinition parse(String yaml, String fileName) throws InvalidDefinitionException {
        return parse(yaml.getBytes(StandardCharsets.UTF_8), fileName);
    }

    /**
     * For who has rows and no messages: its schema is not looked for, so the version is that of the text alone.
     *
     * @throws InvalidDefinitionException with everything that is wrong
     */
    public static RecordDefinition parseForRows(String yaml, String fileName) throws InvalidDefinitionException {
        return parse(yaml.getBytes(StandardCharsets.UTF_8), fileName, DatasetReader::readForRows);
    }

    private static RecordDefinition parse(byte[] bytes, String fileName) throws InvalidDefinitionException {
        return parse(bytes, fileName, DatasetReader::read);
    }

    private static RecordDefinition parse(
            byte[] bytes, String fileName, Function<DatasetReader, @Nullable RecordDefinition> reading)
            throws InvalidDefinitionException {
        Problems problems = new Problems(fileName);
        Optional<Node> root = compose(bytes, fileName, problems);
        if (root.isPresent()) {
            RecordDefinition definition =
                    reading.apply(new DatasetReader(root.get(), fileName, new DefinitionVersion(bytes), problems));
            if (definition != null) {
                return definition;
            }
        }
        throw problems.toException();
    }

    private static Optional<Node> compose(byte[] bytes, String fileName, Problems problems)
            throws InvalidDefinitionException {
        try {
            String yaml = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
            Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(yaml);
            if (root.isEmpty()) {
                throw unreadable(fileName, "it is empty");
            }
            return root;
        } catch (CharacterCodingException notUtf8) {
            throw unreadable(fileName, "it is not UTF-8");
        } catch (MarkedYamlEngineException invalid) {
            problems.add(invalid.getProblemMark(), "Invalid YAML: " + invalid.getProblem());
        } catch (YamlEngineException invalid) {
            problems.add(Optional.empty(), "Invalid YAML: " + invalid.getMessage());
        }
        return Optional.empty();
    }

    private static InvalidDefinitionException unreadable(String fileName, String reason) {
        return new InvalidDefinitionException(
                List.of(new DefinitionProblem(fileName, 0, 0, "Cannot read the definition: " + reason)));
    }
}
