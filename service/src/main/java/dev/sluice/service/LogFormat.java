package dev.sluice.service;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.ConsoleAppender;
import dev.sluice.record.commandline.WrongUseException;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/** How the service logs: in sentences for a person, or in JSON for whatever collects logs. */
final class LogFormat implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private static final String SETTING = "logging.structured.format.console";

    /** As Spring Boot knows them. */
    private static final List<String> JSON = List.of("ecs", "logstash", "gelf");

    /** After the settings are read, and before Spring Boot tries the format. */
    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER - 1;
    }

    /** @throws WrongUseException when there is no such format */
    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent settings) {
        String format = settings.getEnvironment().getProperty(SETTING);
        if (format != null && !JSON.contains(format)) {
            throw new WrongUseException("Invalid " + SETTING + ": " + format + ", expected one of "
                    + String.join(", ", JSON) + ", or nothing for lines that people read");
        }
    }

    static boolean isJson() {
        return LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root
                && root.getAppender("console") instanceof ConsoleAppender<?> console
                && console.getEncoder() instanceof StructuredLogEncoder;
    }
}
