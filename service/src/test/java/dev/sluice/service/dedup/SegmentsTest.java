package dev.sluice.service.dedup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

class SegmentsTest {

    private static final SharedRocksDb SHARED = new SharedRocksDb(new StoreMemory(8 << 20, 4 << 20));

    @TempDir
    private Path folder;

    @Test
    void findsTheNewestValueOfAKey() throws Exception {
        try (Segments segments = new Segments(folder, SHARED)) {
            put(segments, 200, "a", "new");
            put(segments, 100, "a", "old");
            put(segments, 100, "b", "only");

            assertThat(newest(segments, "a")).isEqualTo("new");
            assertThat(newest(segments, "b")).isEqualTo("only");
            assertThat(newest(segments, "c")).isNull();
        }
    }

    @Test
    void hasEverythingAgainWhenItIsReopened() throws Exception {
        try (Segments segments = new Segments(folder, SHARED)) {
            put(segments, 100, "a", "1");
            put(segments, 200, "b", "2");
            segments.flush();
        }
        try (Segments segments = new Segments(folder, SHARED)) {
            assertThat(newest(segments, "a")).isEqualTo("1");
            assertThat(newest(segments, "b")).isEqualTo("2");
        }
    }

    @Test
    void forgetsWholeSegments() throws Exception {
        try (Segments segments = new Segments(folder, SHARED)) {
            put(segments, 100, "a", "1");
            put(segments, 200, "b", "2");
            segments.dropBefore(200);
            assertThat(newest(segments, "a")).isNull();
        }
        try (Segments segments = new Segments(folder, SHARED)) {
            assertThat(newest(segments, "a")).isNull();
            assertThat(newest(segments, "b")).isEqualTo("2");
        }
    }

    @Test
    void tellsItsFiguresWhileItIsOpen() throws Exception {
        long before = SHARED.sum("rocksdb.estimate-num-keys");
        try (Segments segments = new Segments(folder, SHARED)) {
            put(segments, 100, "a", "1");
            assertThat(SHARED.sum("rocksdb.estimate-num-keys")).isEqualTo(before + 1);
        }
        assertThat(SHARED.sum("rocksdb.estimate-num-keys")).isEqualTo(before);
    }

    private static void put(Segments segments, long segment, String key, String value) throws RocksDBException {
        segments.put(segment, key.getBytes(UTF_8), value.getBytes(UTF_8));
        segments.write();
    }

    private static @Nullable String newest(Segments segments, String key) throws RocksDBException {
        byte[] value = segments.newest(key.getBytes(UTF_8));
        return value == null ? null : new String(value, UTF_8);
    }
}
