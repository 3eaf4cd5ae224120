package dev.sluice.service.rawzone.fsck;

/** The last part of a path. */
final class LastName {

    private LastName() {}

    static String of(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
