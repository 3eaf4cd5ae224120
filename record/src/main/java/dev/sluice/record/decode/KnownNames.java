package dev.sluice.record.decode;

import com.fasterxml.aalto.in.PName;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that a parser has met: it never forgets one, and becomes slower with each. Names are nearly always among
 * the recent ones, and those come as the very same objects. Not thread-safe.
 */
final class KnownNames {

    private static final int RECENT = 1024;

    private final Set<String> all = new HashSet<>();
    private final @Nullable PName[] recent = new PName[RECENT];

    @SuppressWarnings("ReferenceEquality") // the same object is the same name; any other is looked up
    boolean contains(PName name) {
        int slot = name.hashCode() & RECENT - 1;
        if (recent[slot] == name) {
            return true;
        }
        boolean known = all.contains(name.getPrefixedName());
        if (known) {
            recent[slot] = name;
        }
        return known;
    }

    /** Whether a name has been added before. */
    boolean contains(String name) {
        return all.contains(name);
    }

    void add(String name) {
        all.add(name);
    }

    int size() {
        return all.size();
    }

    void clear() {
        all.clear();
        Arrays.fill(recent, null);
    }
}
