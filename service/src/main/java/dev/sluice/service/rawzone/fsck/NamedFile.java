package dev.sluice.service.rawzone.fsck;

import dev.sluice.record.commitlog.RawFile;
import java.util.OptionalInt;

/** A file and the record that brings it. */
record NamedFile(ChainFolder folder, String recordPath, RawFile file) {

    Finding finding(FindingKind kind, String detail) {
        return new Finding(
                kind,
                folder.dataset(),
                OptionalInt.of(folder.partition()),
                file.path(),
                detail,
                kind == FindingKind.UNPUBLISHED_FILE ? Finding.Remedy.BY_REPAIR : Finding.Remedy.BY_HAND);
    }
}
