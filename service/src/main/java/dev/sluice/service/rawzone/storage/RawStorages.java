package dev.sluice.service.rawzone.storage;

/** Opens the storage of a RAW zone, wherever it is. */
public final class RawStorages {

    private RawStorages() {}

    /**
     * Does not yet reach the storage; {@link RawStorage#probe} does.
     *
     * @throws RawZoneException when no storage of this kind can be opened as the settings say
     */
    public static RawStorage open(StorageLocation location, StorageSettings settings) {
        if (location instanceof StorageLocation.Local local) {
            return new LocalStorage(local.folder());
        }
        throw new RawZoneException("Cannot open " + location + ": this version writes to local folders only");
    }
}
