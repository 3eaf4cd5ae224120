package dev.sluice.service.audit;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Totals so far of one {@link CountKey}, and the input position up to which they are complete. */
final class Counts {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Count[] ALL = Count.values();

    private final long[] totals = new long[ALL.length];
    private long covered;

    static Counts fromJson(byte[] json) {
        JsonNode node = JSON.readTree(json);
        Counts counts = new Counts();
        for (Count count : ALL) {
            counts.totals[count.ordinal()] = node.path(count.field).asLong(0);
        }
        counts.covered = node.get("covered").longValue();
        return counts;
    }

    void add(Count count, long number) {
        totals[count.ordinal()] += number;
    }

    /** @param position the next one to be read */
    void cover(long position) {
        covered = position;
    }

    byte[] toJson() {
        StringBuilder json = new StringBuilder(200).append('{');
        for (Count count : ALL) {
            json.append('"')
                    .append(count.field)
                    .append("\":")
                    .append(totals[count.ordinal()])
                    .append(',');
        }
        return json.append("\"covered\":")
                .append(covered)
                .append('}')
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
