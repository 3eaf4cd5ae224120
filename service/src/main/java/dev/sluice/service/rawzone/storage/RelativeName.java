package dev.sluice.service.rawzone.storage;

import java.util.regex.Pattern;

/** Keeps a storage within its root: names come from records, and records from wherever. */
public final class RelativeName {

    private static final Pattern LEAVES = Pattern.compile("(^|.*/)(\\.{0,2})(/.*|$)");

    private RelativeName() {}

    /** Whether a part of the name begins with a dot. */
    public static boolean isHidden(String name) {
        return name.startsWith(".") || name.contains("/.");
    }

    /** @throws RawZoneException when a part of the name is empty or consists of dots */
    public static String checked(String name, RawStorage storage) {
        if (LEAVES.matcher(name).matches()) {
            throw new RawZoneException("Invalid name " + name + ", expected one within " + storage);
        }
        return name;
    }
}
