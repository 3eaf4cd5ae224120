package dev.sluice.batch.output;

import java.util.ArrayList;
import java.util.List;

/**
 * How data files are cut, and how their rows are sorted.
 *
 * @param targetBytes size that a file grows to before a folder gets another
 * @param mostRows that a file may have
 * @param sortBy columns that come before the key; none for the key alone
 */
public record FileLayout(long targetBytes, long mostRows, List<String> sortBy) {

    public static final FileLayout DEFAULT = ofSize(128L << 20);

    public FileLayout {
        sortBy = List.copyOf(sortBy);
        if (targetBytes < 2 || mostRows < 1) {
            throw new IllegalArgumentException(
                    "Invalid file layout: " + targetBytes + " bytes, " + mostRows + " rows, expected at least 2 and 1");
        }
    }

    public static FileLayout ofSize(long targetBytes) {
        return new FileLayout(targetBytes, Long.MAX_VALUE, List.of());
    }

    public boolean isSmall(long bytes) {
        return bytes < targetBytes / 2;
    }

    /** Whether a small file of these rows has room for more. */
    public boolean hasRoom(long rows) {
        return rows < mostRows - mostRows / 2;
    }

    public boolean limitsRows() {
        return mostRows < Long.MAX_VALUE;
    }

    /** Columns that decide the order of a file's rows, the first first. */
    public List<String> order(List<String> key) {
        List<String> order = new ArrayList<>(sortBy);
        key.stream().filter(column -> !sortBy.contains(column)).forEach(order::add);
        return order;
    }
}
