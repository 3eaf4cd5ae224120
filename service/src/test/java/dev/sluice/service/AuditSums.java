package dev.sluice.service;

import dev.sluice.demo.proof.CommittedRecords;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The newest counts of each key of the audit topic, summed by name; empty as long as there are none. */
final class AuditSums {

    private static final JsonMapper JSON = new JsonMapper();

    private AuditSums() {}

    /** With two more: {@code accepted} by validation, {@code accounted} for by dedup. */
    static Map<String, Long> read(String bootstrap) {
        Map<String, JsonNode> newest = new HashMap<>();
        CommittedRecords.read(
                bootstrap,
                "books.audit",
                record -> newest.put(new String(record.key(), StandardCharsets.UTF_8), JSON.readTree(record.value())));
        Map<String, Long> sums = new HashMap<>();
        for (JsonNode counts : newest.values()) {
            counts.propertyNames()
                    .forEach(name -> sums.merge(name, counts.get(name).longValue(), Long::sum));
        }
        if (!sums.isEmpty()) {
            sums.put("accepted", sums.get("records") - sums.get("rejected_records"));
            sums.put("accounted", sums.get("rows") + sums.get("duplicates"));
        }
        return sums;
    }
}
