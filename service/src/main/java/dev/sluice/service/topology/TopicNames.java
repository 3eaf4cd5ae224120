package dev.sluice.service.topology;

/** The topics of a dataset. */
public record TopicNames(String dataset, String input) {

    /** Kafka Streams' application id, and so the consumer group and the prefix of the internal topics. */
    public String application() {
        return "sluice-" + dataset;
    }

    public String rows() {
        return dataset + ".rows";
    }

    public String deadLetter() {
        return dataset + ".dead-letter";
    }

    public String audit() {
        return dataset + ".audit";
    }

    public String definitions() {
        return dataset + ".definitions";
    }

    /** Of what was sent again. */
    public String redriven() {
        return dataset + ".redriven";
    }

    String rekey() {
        return application() + "-" + PipelineTopology.ROWS_BY_KEY + "-repartition";
    }

    String changelog(String store) {
        return application() + "-" + store + "-changelog";
    }
}
