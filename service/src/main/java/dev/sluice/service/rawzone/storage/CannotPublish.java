package dev.sluice.service.rawzone.storage;

import dev.sluice.record.commitlog.RawFile;

/** What keeps a committed file from being published, in the same words on every storage. */
public final class CannotPublish {

    private CannotPublish() {}

    public static RawZoneException becauseItIsGone(RawFile file, RawStorage storage) {
        return of(
                file,
                storage,
                "a commit record names it, but it is neither staged nor published; `sluice fsck --repair` rebuilds it"
                        + " from the rows topic");
    }

    public static RawZoneException becauseItsNameIsTaken(RawFile file, RawStorage storage, long bytes) {
        return of(file, storage, "another file of " + bytes + " bytes has its name, expected " + file.bytes());
    }

    public static RawZoneException becauseOfItsRecord(RawFile file, RawStorage storage) {
        return of(file, storage, "its commit record was written for another kind of storage");
    }

    private static RawZoneException of(RawFile file, RawStorage storage, String reason) {
        return new RawZoneException("Cannot publish " + file.path() + " in " + storage + ": " + reason);
    }
}
