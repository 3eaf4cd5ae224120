package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogKeysTest {

    private final LoggerContext context = new LoggerContext();

    @Test
    void areWhatTheSentenceHasAsKeys() {
        assertThat(keys(
                        "dev.sluice.Sink",
                        "Cannot {} topic={} partition={} reason={}",
                        "read",
                        "a.rows",
                        3,
                        Level.WARN))
                .isEqualTo(Map.of("topic", "a.rows", "partition", 3, "reason", "WARN"));
    }

    @Test
    void haveTheDatasetOnceItIsKnown() {
        context.putProperty("dataset", "books");

        assertThat(keys("dev.sluice.Sink", "Started")).isEqualTo(Map.of("dataset", "books"));
    }

    @Test
    void areNotTakenFromOtherPeoplesSentences() {
        assertThat(keys("org.apache.kafka.clients.NetworkClient", "password={}", "a"))
                .isEmpty();
    }

    @Test
    void areFewerWhereArgumentsAreMissing() {
        assertThat(keys("dev.sluice.Sink", "topic={} partition={}", "a.rows")).isEqualTo(Map.of("topic", "a.rows"));
    }

    private Map<String, Object> keys(String logger, String message, Object... arguments) {
        Logger of = context.getLogger(logger);
        return LogKeys.of(new LoggingEvent(LogKeysTest.class.getName(), of, Level.INFO, message, null, arguments));
    }
}
