package dev.sluice.chaos.world;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The record definition of a trial. */
final class DefinitionFile {

    private DefinitionFile() {}

    static Path in(Path folder) {
        return folder.resolve("definition.yaml");
    }

    static Path write(Path folder, String dataset) throws IOException {
        try (var in = DefinitionFile.class.getResourceAsStream("definition.yaml")) {
            if (in == null) {
                throw new IllegalStateException("no definition.yaml");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(in(folder), text.replace("DATASET", dataset));
        }
    }
}
