package dev.sluice.service.topology;

import dev.sluice.service.audit.CountMessages;
import dev.sluice.service.audit.CountRows;
import dev.sluice.service.decode.SourceHours;
import dev.sluice.service.dedup.DropDuplicates;
import java.util.List;

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

    public String epochs() {
        return dataset + ".epochs";
    }

    /** The topics that belong to Kafka Streams: the re-key topic and the state of the steps. */
    public List<String> internal() {
        return List.of(
                rekey(),
                changelog(SourceHours.STORE),
                changelog(CountMessages.STORE),
                changelog(DropDuplicates.STORE),
                changelog(CountRows.STORE));
    }

    public String rekey() {
        return application() + "-" + PipelineTopology.ROWS_BY_KEY + "-repartition";
    }

    public String changelog(String store) {
        return application() + "-" + store + "-changelog";
    }
}
