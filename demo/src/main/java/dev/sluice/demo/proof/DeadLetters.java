package dev.sluice.demo.proof;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;

/** Counts a dead-letter topic. */
public final class DeadLetters {

    private static final String REASON = "sluice.dead-letter.reason";

    private DeadLetters() {}

    public static SortedMap<String, Long> byReason(String bootstrap, String topic) {
        var counts = new TreeMap<String, Long>();
        CommittedRecords.read(bootstrap, topic, letter -> {
            Header reason = letter.headers().lastHeader(REASON);
            String label = reason == null ? "(no reason)" : new String(reason.value(), StandardCharsets.UTF_8);
            counts.merge(label, 1L, Long::sum);
        });
        return counts;
    }
}
