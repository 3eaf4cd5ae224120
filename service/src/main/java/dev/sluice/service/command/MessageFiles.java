package dev.sluice.service.command;

import dev.sluice.record.commandline.WrongUseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Messages by the name of where they are from: files, the XML files below directories, standard input. */
final class MessageFiles {

    static final String STANDARD_INPUT = "-";

    private final InputStream standardInput;
    private final String purpose;

    /** @param purpose ends "Cannot" in messages, before the name of what cannot be read */
    MessageFiles(InputStream standardInput, String purpose) {
        this.purpose = purpose;
        this.standardInput = standardInput;
    }

    Map<String, byte[]> read(List<String> names) {
        Map<String, byte[]> messages = new LinkedHashMap<>();
        for (String name : names) {
            try {
                if (name.equals(STANDARD_INPUT)) {
                    messages.put(name, standardInput.readAllBytes());
                } else {
                    for (Path file : files(Path.of(name))) {
                        messages.put(file.toString(), Files.readAllBytes(file));
                    }
                }
            } catch (IOException e) {
                String reason = Files.exists(Path.of(name)) ? "it is not a readable file" : "no such file";
                throw new WrongUseException("Cannot " + purpose + " " + name + ": " + reason, e);
            }
        }
        return messages;
    }

    private List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> found = Files.walk(path)) {
            found.filter(file -> file.toString().endsWith(".xml") && Files.isRegularFile(file))
                    .sorted()
                    .forEach(files::add);
        }
        if (files.isEmpty()) {
            throw new WrongUseException("Cannot " + purpose + " " + path + ": there is no file named *.xml in it");
        }
        return files;
    }
}
