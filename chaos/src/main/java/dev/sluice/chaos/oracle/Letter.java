package dev.sluice.chaos.oracle;

import java.util.BitSet;

/**
 * A record of the dead-letter topic.
 *
 * @param partition of the message that it is about
 * @param offset of the message that it is about
 * @param digest of its bytes
 * @param records indexes of the rejected ones; none when the whole message is
 */
public record Letter(int partition, long offset, long digest, BitSet records) {

    public Letter {
        records = (BitSet) records.clone();
    }
}
