package dev.sluice.batch.ledger;

/**
 * What a batch did with the rows it read: {@code rowsIn = inserted + updated + duplicates +
 * quarantined}, the last of which is what the files of the quarantine hold.
 *
 * @param commits records of the commit log
 * @param rowsIn rows of the RAW files
 * @param inserted rows whose key was new
 * @param updated rows that replaced one of an earlier replay epoch, or were read again for a folder that was built anew
 * @param duplicates rows whose key was there already, or earlier in the same batch
 * @param unknownDate inserted rows without a partition date
 * @param skippedOffsets rows topic offsets that were passed over by hand
 */
public record BatchCounts(
        int commits, long rowsIn, long inserted, long updated, long duplicates, long unknownDate, long skippedOffsets) {

    public static final BatchCounts NONE = new BatchCounts(0, 0, 0, 0, 0, 0, 0);
}
