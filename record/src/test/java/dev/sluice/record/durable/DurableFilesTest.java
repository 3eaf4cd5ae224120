package dev.sluice.record.durable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {

    @TempDir
    private Path folder;

    @Test
    void createsTheFileWithItsFolders() throws Exception {
        Path target = folder.resolve("a/b/record.json");

        assertThat(DurableFiles.createIfAbsent(target, "one".getBytes(UTF_8))).isTrue();

        assertThat(target).hasContent("one");
    }

    @Test
    void keepsTheFileThatExists() throws Exception {
        Path target = folder.resolve("record.json");
        DurableFiles.createIfAbsent(target, "one".getBytes(UTF_8));

        assertThat(DurableFiles.createIfAbsent(target, "two".getBytes(UTF_8))).isFalse();

        assertThat(target).hasContent("one");
    }

    @Test
    void hasExactlyOneWinnerAmongManyAndLeavesNothingElse() throws Exception {
        Path target = folder.resolve("chain/record.json");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Boolean>> writers = IntStream.range(0, 64)
                .<Callable<Boolean>>mapToObj(i -> () ->
                        DurableFiles.createIfAbsent(target, String.valueOf(i).getBytes(UTF_8)))
                .toList();

        int winners = 0;
        for (var outcome : threads.invokeAll(writers)) {
            winners += outcome.get() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(winners).isEqualTo(1);
        try (var files = Files.list(target.getParent())) {
            assertThat(files).containsExactly(target);
        }
    }
}
