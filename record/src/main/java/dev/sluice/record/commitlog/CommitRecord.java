package dev.sluice.record.commitlog;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One link of a partition's chain in the commit log: it moves the chain from {@code start} to {@code next}
 * and names the files that hold the rows between. Stored as
 * {@code _commits/<dataset>/<cluster id>/<topic id>/p=<partition, 5 digits>/} under its {@link RecordName},
 * created only if absent, never changed.
 *
 * @param format version of this format, {@value #FORMAT}; readers refuse a higher one
 * @param kind what the record is for
 * @param commitId random, tells two writers of the same name apart
 * @param previousCommitId of the record before, or of the genesis record
 * @param clusterId of the Kafka cluster
 * @param topicId of the rows topic, so that a recreated topic is not taken for its predecessor
 * @param topic name of the rows topic
 * @param partition of the rows topic
 * @param start first offset that the record covers, and its name
 * @param sequence 0, or how many records in a row before this one closed an hour without an offset passing; tells
 *     records of the same start apart
 * @param next first offset that it does not cover: the consumer's position, past transaction markers
 * @param completeUntilMillis no later record brings a file to an ingest hour that ends at or before this time; what
 *     was appended earlier and shows only later goes to the first hour after it
 * @param epoch highest replay epoch among the rows
 * @param files in the order of their offsets; empty when the range held no rows
 * @param counts of the rows, by source partition, hour and epoch
 * @param reason why rows were passed over, in a {@link Kind#SKIP} record, else null
 * @param writer the instance or the person that wrote it, for people
 * @param writtenAtMillis by the writer's clock, for people
 * @param unknown fields of later format versions, kept when written again
 */
public record CommitRecord(
        int format,
        Kind kind,
        String commitId,
        @Nullable String previousCommitId,
        String clusterId,
        String topicId,
        String topic,
        int partition,
        long start,
        int sequence,
        long next,
        long completeUntilMillis,
        int epoch,
        List<RawFile> files,
        List<SourceCount> counts,
        @Nullable String reason,
        String writer,
        long writtenAtMillis,
        @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknown) {

    public static final int FORMAT = 1;

    public enum Kind {
        /** Fixes where the chain begins: {@code start} equals {@code next}; stored as {@code genesis.json}. */
        GENESIS,
        /** Brings files. */
        DATA,
        /** Closes an hour, or a range of offsets, without rows. {@code next} may equal {@code start}. */
        EMPTY,
        /** Passes over rows that are gone, written by hand. Readers count it as loss. */
        SKIP
    }

    public CommitRecord {
        files = List.copyOf(files);
        counts = List.copyOf(counts);
        unknown = unknown == null ? Map.of() : Map.copyOf(unknown);
    }
}
