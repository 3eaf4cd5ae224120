package dev.sluice.service.audit;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a count is about, and the key of its record in the audit topic.
 *
 * @param task partition of the topic that the counting task reads
 * @param partition of the input topic
 * @param hour since the epoch
 */
record CountKey(int epoch, Stage stage, int task, int partition, int hour) {

    private static final JsonMapper JSON = new JsonMapper();

    byte[] toJson() {
        return ("{\"epoch\":" + epoch + ",\"stage\":\"" + stage.label + "\",\"task\":" + task + ",\"partition\":"
                        + partition + ",\"hour\":" + hour + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    static CountKey fromJson(Stage stage, byte[] json) {
        JsonNode node = JSON.readTree(json);
        return new CountKey(
                node.get("epoch").intValue(),
                stage,
                node.get("task").intValue(),
                node.get("partition").intValue(),
                node.get("hour").intValue());
    }
}
