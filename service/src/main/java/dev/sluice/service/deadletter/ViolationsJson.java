package dev.sluice.service.deadletter;

import dev.sluice.record.decode.Violation;
import dev.sluice.service.decode.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The violations of a message as JSON: {@code {"count":2,"violations":[{"record":0,"column":"price",
 * "path":"price","rule":"min","expected":">= 0"},...]}}. At most 16 KiB: when there are more violations than fit, the
 * first ones are listed and {@code count} tells how many there are.
 */
final class ViolationsJson {

    static final int MAX_BYTES = 16 << 10;

    /** Room for the frame around the list, with the longest count. */
    private static final int FRAME = 48;

    private static final JsonMapper JSON = new JsonMapper();

    private record Entry(int record, String column, String path, String rule, String expected) {}

    private ViolationsJson() {}

    static byte[] of(List<Rejection> rejections) {
        StringBuilder list = new StringBuilder();
        int count = 0;
        int bytes = FRAME;
        for (Rejection rejection : rejections) {
            for (Violation violation : rejection.violations()) {
                count++;
                if (bytes > MAX_BYTES) {
                    continue;
                }
                String entry = (list.isEmpty() ? "" : ",") + json(violation);
                bytes += entry.getBytes(StandardCharsets.UTF_8).length;
                if (bytes <= MAX_BYTES) {
                    list.append(entry);
                }
            }
        }
        return ("{\"count\":" + count + ",\"violations\":[" + list + "]}").getBytes(StandardCharsets.UTF_8);
    }

    private static String json(Violation violation) {
        return JSON.writeValueAsString(new Entry(
                violation.recordIndex(), violation.column(), violation.path(), violation.rule(), violation.expected()));
    }
}
