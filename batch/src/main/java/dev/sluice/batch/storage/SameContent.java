package dev.sluice.batch.storage;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;

/** Whether a file that is in the way is the very one that was to be put there. */
final class SameContent {

    private SameContent() {}

    static boolean is(LakeStorage one, String path, LakeStorage other, String otherPath) throws IOException {
        OptionalLong bytes = one.size(path);
        if (bytes.isEmpty() || !bytes.equals(other.size(otherPath))) {
            return false;
        }
        try (InputStream left = new BufferedInputStream(one.open(path));
                InputStream right = new BufferedInputStream(other.open(otherPath))) {
            byte[] of = left.readNBytes(1 << 16);
            while (of.length > 0) {
                if (!Arrays.equals(of, right.readNBytes(of.length))) {
                    return false;
                }
                of = left.readNBytes(1 << 16);
            }
        }
        return true;
    }
}
