package dev.sluice.record.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A message that is made to hurt costs bounded memory and time, in a process with little of both. */
class HostileMessagesTest {

    private static final Map<String, String> EXPECTED = new TreeMap<>(Map.ofEntries(
            Map.entry("nesting", "rows"),
            Map.entry("nesting-unread", "rows"),
            Map.entry("text", "limit-exceeded"),
            Map.entry("text-unread", "rows"),
            Map.entry("cdata", "limit-exceeded"),
            Map.entry("comment", "rows"),
            Map.entry("references", "limit-exceeded"),
            Map.entry("processing-instruction", "rows"),
            Map.entry("attribute-value", "limit-exceeded"),
            Map.entry("name", "limit-exceeded"),
            Map.entry("attributes", "limit-exceeded"),
            Map.entry("namespaces", "limit-exceeded"),
            Map.entry("names", "limit-exceeded"),
            Map.entry("empty-elements", "rows")));

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void endsAsRowsOrAReasonWithin256MiB() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HostileMessages.class.getName());
        builder.command().addAll(EXPECTED.keySet());
        Process process = builder.redirectErrorStream(true).start();

        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        List<String> expected = EXPECTED.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
        assertThat(output.lines()).containsExactlyElementsOf(expected);
        assertThat(process.waitFor()).isZero();
    }
}
