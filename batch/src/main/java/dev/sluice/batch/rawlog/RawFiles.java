package dev.sluice.batch.rawlog;

import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.record.commitlog.RawFile;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The data files of a RAW zone, each where it is: in the zone, or under the same path in the archive that it was moved to.
 * Not thread-safe.
 */
public final class RawFiles {

    private final LakeStorage zone;
    private final Optional<LakeStorage> archive;
    private final Set<String> archived = new HashSet<>();

    public RawFiles(LakeStorage zone, Optional<LakeStorage> archive) {
        this.zone = zone;
        this.archive = archive;
    }

    public static RawFiles in(LakeStorage zone) {
        return new RawFiles(zone, Optional.empty());
    }

    public LakeStorage zone() {
        return zone;
    }

    /** Looks for a file; empty when it is in neither. */
    OptionalLong size(RawFile file) throws IOException {
        OptionalLong size = zone.size(file.path());
        if (size.isEmpty() && archive.isPresent()) {
            size = archive.get().size(file.path());
            if (size.isPresent()) {
                archived.add(file.path());
            }
        }
        return size;
    }

    /** Where a file was found, as a URI that Spark reads. */
    public String location(RawFile file) {
        return archive.filter(there -> archived.contains(file.path()))
                .orElse(zone)
                .location(file.path());
    }

    /** @param named which record names it */
    BrokenChainException missing(RawFile file, String named) {
        return new BrokenChainException("Cannot read RAW file " + file.path()
                + archive.map(there -> ": neither there nor in --archive " + there.location("") + named
                                + "; bring it back to either")
                        .orElse(": not there" + named + "; bring it back, or say with --archive where retain has"
                                + " moved it"));
    }
}
