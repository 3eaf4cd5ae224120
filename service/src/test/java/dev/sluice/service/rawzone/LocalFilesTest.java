package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {

    @TempDir
    Path directory;

    @Test
    void leavesNothingBehindWhenClosed() throws IOException {
        try (LocalFiles files = LocalFiles.in(directory)) {
            Files.writeString(files.newFile(), "rows");
        }

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void leavesTheFilesOfASinkThatStillRuns() throws IOException {
        try (LocalFiles running = LocalFiles.in(directory)) {
            Path file = Files.writeString(running.newFile(), "rows");

            LocalFiles.in(directory).close();

            assertThat(file).hasContent("rows");
        }
    }

    @Test
    void removesTheFilesOfASinkThatWasKilled() throws IOException {
        Path killed = Files.createDirectory(directory.resolve("sink-killed"));
        Files.writeString(killed.resolve("lock"), "");
        Files.writeString(killed.resolve("a.parquet.inprogress"), "rows");

        LocalFiles.in(directory).close();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void leavesWhatIsNotItsOwn() throws IOException {
        Path other = Files.writeString(directory.resolve("state.db"), "kept");

        LocalFiles.in(directory).close();

        assertThat(other).hasContent("kept");
    }
}
