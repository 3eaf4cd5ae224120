package dev.sluice.service.rawzone;

import java.util.Map;

/**
 * Where the sink's rows come from.
 *
 * @param dataset names the folders in the RAW zone
 * @param topic the rows topic
 * @param group consumer group of all instances of the sink
 * @param clientConfig how to reach Kafka, for consumer and admin client alike
 */
public record RowsTopic(String dataset, String topic, String group, Map<String, Object> clientConfig) {

    public RowsTopic {
        clientConfig = Map.copyOf(clientConfig);
    }

    public static RowsTopic of(String dataset, Map<String, Object> clientConfig) {
        return new RowsTopic(dataset, dataset + ".rows", "sluice-" + dataset + "-raw", clientConfig);
    }
}
