package dev.sluice.batch.merge;

import java.util.Arrays;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * Values that Spark's {@code repartition} sends to a task of our choice. Left to a hash, some tasks would get several slices
 * of a folder and others none, and files would be twice as large or half as large as they should be.
 */
final class TaskKeys {

    /** What Spark's hash partitioning begins with; were it another, rows would only be spread less evenly. */
    private static final int SEED = 42;

    private final int[] keys;
    private int next;

    TaskKeys(int tasks) {
        keys = new int[tasks];
        Arrays.fill(keys, -1);
        int missing = tasks;
        for (int key = 0; missing > 0; key++) {
            int task = Math.floorMod(Murmur3_x86_32.hashInt(key, SEED), tasks);
            if (keys[task] < 0) {
                keys[task] = key;
                missing--;
            }
        }
    }

    /** Of the next tasks in turn. */
    Integer[] next(int count) {
        Integer[] chosen = new Integer[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = keys[next++ % keys.length];
        }
        return chosen;
    }
}
