package dev.sluice.record.decode;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The names that a parser has met: it never forgets one, and becomes slower with each. Names are nearly always among
 * the recent ones, and those come as the very same strings. Not thread-safe.
 */
final class KnownNames {

    private static final int RECENT = 1024;

    private final Set<String> all = new HashSet<>();
    private final String[] recentPrefixes = new String[RECENT];
    private final String[] recentLocals = new String[RECENT];

    @SuppressWarnings("ReferenceEquality") // the same string is the same name; any other is looked up
    boolean contains(String prefix, String local) {
        int slot = slot(prefix, local);
        if (recentLocals[slot] == local && recentPrefixes[slot] == prefix) {
            return true;
        }
        boolean known = all.contains(spelled(prefix, local));
        if (known) {
            recentLocals[slot] = local;
            recentPrefixes[slot] = prefix;
        }
        return known;
    }

    void add(String prefix, String local) {
        all.add(spelled(prefix, local));
    }

    private static int slot(String prefix, String local) {
        return 31 * prefix.hashCode() + local.hashCode() & RECENT - 1;
    }

    private static String spelled(String prefix, String local) {
        return prefix.isEmpty() ? local : prefix + ':' + local;
    }

    int size() {
        return all.size();
    }

    void clear() {
        all.clear();
        Arrays.fill(recentPrefixes, null);
        Arrays.fill(recentLocals, null);
    }
}
