package dev.sluice.chaos.oracle;

/** What somebody has counted of the messages of an hour and a partition. */
public record HourCounts(long messages, long tombstones, long withoutRecords, long records, long rejected) {

    static final HourCounts NONE = new HourCounts(0, 0, 0, 0, 0);

    HourCounts plus(Sent message) {
        return new HourCounts(
                messages + 1,
                tombstones + (message.kind() == Sent.Kind.TOMBSTONE ? 1 : 0),
                withoutRecords + (message.kind() == Sent.Kind.WITHOUT_RECORDS ? 1 : 0),
                records + message.records().size(),
                rejected + message.rejected());
    }
}
