package dev.sluice.service;

import dev.sluice.record.commandline.WrongUseException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Reads the settings from command line, environment and configuration files, as Spring Boot ranks them. */
final class SettingsReader {

    private static final String PREFIX = "sluice";

    private static final Map<Class<?>, String> EXPECTED = Map.of(
            Path.class, "a local path",
            Duration.class, "a duration such as 7d",
            URI.class, "http(s)://host:port",
            DataSize.class, "a size such as 64MB",
            int.class, "a number",
            long.class, "a number",
            boolean.class, "true or false");

    /** Of the checks in the settings' constructors, which say it better than a converter does. */
    private static final Pattern OWN_MESSAGE = Pattern.compile("Invalid (sluice\\.|raw\\.|RAW zone)|Missing --");

    private static final Pattern SECRET =
            Pattern.compile("(?i)passw|secret|jaas|token|credential|passphrase|\\bkey\\b");

    private SettingsReader() {}

    /** @throws WrongUseException with one line that names the setting, its value and what was expected */
    static SluiceSettings read(Environment environment) {
        // Without it a misspelt setting would be a default in silence. Other programs' environment does not count.
        BindHandler handler = new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter());
        try {
            return Binder.get(environment).bindOrCreate(PREFIX, Bindable.of(SluiceSettings.class), handler);
        } catch (BindException e) {
            throw new WrongUseException(sentence(e), e);
        }
    }

    static String sentence(BindException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        if (OWN_MESSAGE.matcher(message).lookingAt()) {
            return message;
        }
        if (cause instanceof UnboundConfigurationPropertiesException unknown) {
            ConfigurationProperty first =
                    unknown.getUnboundProperties().iterator().next();
            return "Invalid " + first.getName() + ": " + shown(first) + ", expected a setting that exists";
        }
        Class<?> type = e.getTarget().getType().resolve(Object.class);
        Object value = e.getProperty() == null ? "" : e.getProperty().getValue();
        return "Invalid " + e.getName() + ": " + value + ", expected "
                + (type.isEnum() ? oneOf(type) : EXPECTED.getOrDefault(type, "a " + type.getSimpleName()));
    }

    /** A misspelt name must not bring a password into a log. */
    private static Object shown(ConfigurationProperty property) {
        return SECRET.matcher(property.getName().toString()).find() ? "(hidden)" : property.getValue();
    }

    private static String oneOf(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", "one of ", ""));
    }
}
