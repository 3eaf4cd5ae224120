package dev.sluice.service;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Makes fields of a JSON log line of what its sentence has as {@code key=value}, and adds the dataset. The sentences stay
 * as they are, so a search for one finds it in both forms.
 */
final class LogKeys implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {

    private static final String DATASET = "dataset";
    private static final Pattern PLACEHOLDER = Pattern.compile("(?:\\b([A-Za-z]+)=)?\\{}");

    /** From now on every line has it. */
    static void ofDataset(String dataset) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.putProperty(DATASET, dataset);
        }
    }

    @Override
    public void customize(Members<ILoggingEvent> line) {
        line.addMapEntries(LogKeys::of);
    }

    static Map<String, Object> of(ILoggingEvent event) {
        Map<String, Object> keys = new LinkedHashMap<>();
        String dataset = event.getLoggerContextVO().getPropertyMap().get(DATASET);
        if (dataset != null) {
            keys.put(DATASET, dataset);
        }
        Object[] arguments = event.getArgumentArray();
        if (arguments != null && event.getLoggerName().startsWith("dev.sluice.")) {
            Matcher placeholder = PLACEHOLDER.matcher(event.getMessage());
            for (int i = 0; i < arguments.length && placeholder.find(); i++) {
                if (placeholder.group(1) != null) {
                    keys.put(placeholder.group(1), plain(arguments[i]));
                }
            }
        }
        return keys;
    }

    private static Object plain(Object value) {
        return value instanceof Number ? value : String.valueOf(value);
    }
}
