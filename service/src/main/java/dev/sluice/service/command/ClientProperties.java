package dev.sluice.service.command;

import dev.sluice.record.commandline.WrongUseException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A file of Kafka client properties, as Kafka's own tools take it: a place for secrets outside of command lines. */
public final class ClientProperties {

    private ClientProperties() {}

    /** @throws WrongUseException with one line when it cannot be read */
    public static Map<String, Object> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            String reason = Files.exists(file) ? "it is not a readable file of properties" : "no such file";
            throw new WrongUseException("Cannot read --command-config " + file + ": " + reason, e);
        }
        Map<String, Object> clients = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> clients.put(name, properties.getProperty(name)));
        return clients;
    }
}
