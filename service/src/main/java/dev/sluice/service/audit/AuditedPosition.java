package dev.sluice.service.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a record of the audit topic says that its stage has read.
 *
 * @param decoded whether the stage reads the input topic; else it reads the re-key topic
 * @param partition of that topic
 * @param next first offset that is not accounted for
 */
public record AuditedPosition(int epoch, boolean decoded, int partition, long next) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Empty for a record that is not a count. */
    public static Optional<AuditedPosition> of(byte[] key, byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        JsonNode about = JSON.readTree(key);
        JsonNode covered = JSON.readTree(value).path("covered");
        if (!about.path("stage").isString() || !covered.isNumber()) {
            return Optional.empty();
        }
        return Optional.of(new AuditedPosition(
                about.get("epoch").intValue(),
                about.get("stage").stringValue().equals(Stage.DECODE.label),
                about.get("task").intValue(),
                covered.longValue()));
    }
}
