package dev.sluice.service.decode;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The timestamp of a record as its topic has it. A record without one (-1, from the oldest message formats) counts
 * as sent at the epoch: the extractor that Kafka Streams uses by default would stop the stream for it.
 */
public final class SourceTimestamp implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> message, long partitionTime) {
        return Math.max(0, message.timestamp());
    }
}
