package dev.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Wrong use of the command is told in one line. */
class ProcessWrongUseIT extends ProcessCommandRun {

    @Test
    void saysInOneLineWhatIsWrongWithItsUse() throws Exception {
        Files.createDirectories(raw.root());

        assertThat(fail(2, "process", "--definition", "nowhere.yaml", "--raw", "r", "--processed", "p"))
                .containsExactly("nowhere.yaml: Cannot read the definition: no such file");
        assertThat(fail(2, "process", "--definition", DEFINITION, "--raw", "nowhere", "--processed", "p"))
                .containsExactly("Invalid --raw: nowhere, expected the folder of a RAW zone");
        String rawZone = raw.root().toString();
        assertThat(fail(2, "process", "--definition", DEFINITION, "--raw", rawZone, "--processed", "gs://lake/p"))
                .containsExactly("Invalid --processed: gs://lake/p, expected a folder, hdfs://host:port/path or"
                        + " s3://bucket/prefix");
        assertThat(fail(2, "process", "--definition", DEFINITION)).hasSize(2);
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(fail(
                        1,
                        "process",
                        "--definition",
                        DEFINITION,
                        "--raw",
                        rawZone,
                        "--processed",
                        file.resolve("p").toString()))
                .singleElement()
                .asString()
                .startsWith("Cannot write to --processed " + file + "/p: ");
    }

    @Test
    void saysInOneLineWhatIsWrongWithItsDatesAndFiles() throws Exception {
        Files.createDirectories(raw.root());

        assertThat(fail(2, arguments("--full", "--from", "2026-01-01")))
                .containsExactly("Invalid --full: with --from or --to, expected one or the other");
        assertThat(fail(2, arguments("--from", "2026-02-01", "--to", "2026-01-31")))
                .containsExactly("Invalid --to: 2026-01-31, expected 2026-02-01 or later, as --from says");
        assertThat(fail(2, arguments("--from", "2026-02-30")))
                .first()
                .asString()
                .contains("--from", "2026-02-30");
        assertThat(fail(1, arguments("--from", "2026-02-01")))
                .containsExactly("Cannot process books: nothing of it was processed yet; run process without --from,"
                        + " --to and --full");
        assertThat(fail(2, arguments("--full", "--archive", "nowhere")))
                .containsExactly("Invalid --archive: nowhere, expected the folder of an archive");
        assertThat(fail(2, arguments("--sort-by", "title,titel")))
                .containsExactly("Invalid --sort-by: titel, expected columns of books: record_id, title, price,"
                        + " published_on, event_time, opens, tags");
        assertThat(fail(2, arguments("--max-records-per-file", "0")))
                .containsExactly("Invalid --max-records-per-file: 0, expected at least 1");
    }
}
