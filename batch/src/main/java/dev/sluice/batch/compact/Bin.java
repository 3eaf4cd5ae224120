package dev.sluice.batch.compact;

import dev.sluice.batch.output.FileLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Small files of one folder and one schema that become one file. */
final class Bin {

    private final List<SmallFile> files = new ArrayList<>();
    private long bytes;

    /**
     * First fit, largest first: at most one bin stays less than half full of both bytes and rows. A file that stays alone is in no bin.
     *
     * @param files of one folder and one schema
     */
    static List<Bin> pack(List<SmallFile> files, FileLayout layout) {
        List<Bin> bins = new ArrayList<>();
        List<SmallFile> largestFirst = files.stream()
                .sorted(Comparator.comparingLong(SmallFile::bytes).reversed().thenComparing(SmallFile::name))
                .toList();
        for (SmallFile file : largestFirst) {
            Bin bin = bins.stream()
                    .filter(candidate -> candidate.hasRoomFor(file, layout))
                    .findFirst()
                    .orElse(null);
            if (bin == null) {
                bin = new Bin();
                bins.add(bin);
            }
            bin.files.add(file);
            bin.bytes += file.bytes();
        }
        return bins.stream().filter(bin -> bin.files.size() > 1).toList();
    }

    private boolean hasRoomFor(SmallFile file, FileLayout layout) {
        return bytes + file.bytes() <= layout.targetBytes() && rows() + file.rows() <= layout.mostRows();
    }

    List<SmallFile> files() {
        return files;
    }

    String folder() {
        return files.get(0).folder();
    }

    long rows() {
        return files.stream().mapToLong(SmallFile::rows).sum();
    }

    long bytes() {
        return bytes;
    }
}
