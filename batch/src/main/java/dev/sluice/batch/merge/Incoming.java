package dev.sluice.batch.merge;

import dev.sluice.record.commitlog.RawFile;
import java.util.List;
import java.util.Optional;

/**
 * The rows that a run brings in.
 *
 * @param files RAW files that hold them
 * @param epochs of the rows
 * @param anew of these dates alone, into folders that hold nothing else afterwards; empty for all rows, into what is there
 */
public record Incoming(List<RawFile> files, Epochs epochs, Optional<Dates> anew) {

    public Incoming {
        files = List.copyOf(files);
    }
}
