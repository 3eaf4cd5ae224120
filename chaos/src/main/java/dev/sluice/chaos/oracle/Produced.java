package dev.sluice.chaos.oracle;

/**
 * A row that was committed to the rows topic, or is to come out of an input message.
 *
 * @param topicId of the rows topic
 * @param partition of the rows topic, -1 where only the service knows it
 * @param offset in the rows topic, -1 where only the service knows it
 * @param sourcePartition of the message
 * @param sourceOffset of the message
 * @param index of the record in the message
 */
public record Produced(String topicId, int partition, long offset, int sourcePartition, long sourceOffset, int index) {

    String csv() {
        return topicId + "," + partition + "," + offset + "," + sourcePartition + "," + sourceOffset + "," + index;
    }
}
