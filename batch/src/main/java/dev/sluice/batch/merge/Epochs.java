package dev.sluice.batch.merge;

import dev.sluice.record.commitlog.Epoch;
import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;

/** What tells a replayed row from a new one. Goes to Spark's executors. */
public final class Epochs implements Serializable {

    private static final long serialVersionUID = 1L;

    /** No replay: the first reading of the input alone. */
    public static final Epochs NONE = new Epochs(List.of());

    private final TreeMap<Integer, Bounds> byNumber = new TreeMap<>();

    private record Bounds(TreeMap<Integer, Long> start, TreeMap<Integer, Long> reached, long settledAtMillis)
            implements Serializable {}

    private Epochs(List<Epoch> epochs) {
        for (Epoch epoch : epochs) {
            byNumber.put(
                    epoch.epoch(),
                    new Bounds(new TreeMap<>(epoch.start()), new TreeMap<>(epoch.reached()), epoch.settledAtMillis()));
        }
    }

    public static Epochs of(List<Epoch> epochs) {
        return epochs.isEmpty() ? NONE : new Epochs(epochs);
    }

    boolean isEmpty() {
        return byNumber.isEmpty();
    }

    /** Whether a source position is read again in an epoch. */
    boolean rereads(int epoch, int partition, long offset) {
        return offset >= bounds(epoch).start().getOrDefault(partition, 0L);
    }

    /**
     * Whether a row may stand in for one of an earlier epoch anywhere in the table. A row that no epoch before can have
     * seen, of a time when the dedup store of its own epoch knows all it should, is new like any of epoch 0.
     */
    boolean mayReplace(int epoch, int partition, long offset, long appendedMillis) {
        return epoch > 0
                && (offset < bounds(epoch).reached().getOrDefault(partition, 0L)
                        || appendedMillis < bounds(epoch).settledAtMillis());
    }

    private Bounds bounds(int epoch) {
        Bounds bounds = byNumber.get(epoch);
        if (bounds == null) {
            throw new IllegalStateException(
                    "Cannot merge a row of replay epoch " + epoch + ": the RAW zone knows " + byNumber.keySet());
        }
        return bounds;
    }
}
