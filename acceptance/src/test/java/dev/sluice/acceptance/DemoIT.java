package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.demo.proof.Zone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    @TempDir
    private Path folder;

    @Test
    void accountsForEveryRecordAndLeavesTheZones() throws Exception {
        Path keep = folder.resolve("lake");

        var demo = Sluice.run(folder, "demo", "--count", 3000, "--keep", keep, "--json");

        assertThat(demo.code()).as(demo.err()).isZero();
        JsonNode result = new ObjectMapper().readTree(demo.out());
        assertThat(result.path("accounted_for").asBoolean()).isTrue();
        JsonNode numbers = result.path("numbers");
        long distinct = numbers.path("rows").path("sent").asLong();
        assertThat(distinct).isGreaterThan(2500);
        assertThat(numbers.path("records").path("sent").asLong()).isGreaterThanOrEqualTo(3300);
        assertThat(numbers.path("duplicates").path("audit").asLong()).isPositive();
        assertThat(numbers.path("dead_letters").path("dead_letters").asLong()).isPositive();

        var raw = Zone.raw(keep.resolve("raw"), "books");
        assertThat(raw.rows()).isEqualTo(distinct);
        assertThat(raw.distinctIds()).isEqualTo(distinct);
        assertThat(raw.columns())
                .contains(
                        "_kafka_partition",
                        "_kafka_offset",
                        "_kafka_timestamp",
                        "_record_index",
                        "_rows_partition",
                        "_rows_offset",
                        "_ingest_time",
                        "_ingest_epoch",
                        "_definition_version",
                        "_is_late_arriving",
                        "_arrival_delay_seconds",
                        "_quality_flags",
                        "_rescued_data");
        var processed = Zone.processed(keep.resolve("processed"), "books", "published_on");
        assertThat(processed.rows()).isEqualTo(distinct);
        assertThat(processed.distinctIds()).isEqualTo(distinct);

        fsckAsItsPageSays(keep.resolve("raw"), distinct);

        assertThat(Sluice.processesNaming(folder)).isEmpty();
        assertThat(Files.list(folder).map(path -> path.getFileName().toString()))
                .noneMatch(name -> name.startsWith("sluice-demo-"));
    }

    private void fsckAsItsPageSays(Path raw, long rows) throws Exception {
        List<String> commands = Files.readAllLines(Sluice.HOME.resolve("docs/fsck.md")).stream()
                .filter(line -> line.startsWith("./sluice fsck"))
                .map(line -> line.replaceFirst("#.*", "").replace("/data/raw", raw.toString()))
                .toList();
        assertThat(commands).hasSize(5);
        for (String command : commands) {
            var fsck = Sluice.run(folder, (Object[])
                    command.strip().replaceFirst("./sluice ", "").split(" +"));

            assertThat(fsck.code()).as(command + fsck.out() + fsck.err()).isZero();
            assertThat(fsck.lines())
                    .last()
                    .asString()
                    .contains(command.contains("--json") ? "\"clean\":true" : String.format("files, %,d rows", rows));
            assertThat(fsck.lines()).allMatch(line -> command.contains("--json") || line.length() <= 100);
        }
    }

    @Test
    void refusesToKeepTheZonesAmongOtherFiles() throws Exception {
        Files.writeString(folder.resolve("thesis.txt"), "three years of work");

        var demo = Sluice.run(folder, "demo", "--keep", folder);

        assertThat(demo.code()).isEqualTo(2);
        assertThat(demo.err())
                .isEqualToIgnoringNewLines(
                        "Invalid --keep: " + folder + " is not empty, expected an empty or a new directory");
    }
}
