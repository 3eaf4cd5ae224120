package dev.sluice.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.record.commandline.CommandRunner;
import dev.sluice.service.rawzone.fsck.DamagedZone;
import dev.sluice.service.rawzone.fsck.FindingKind;
import dev.sluice.service.rawzone.storage.LocalStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FsckCommandTest {

    private static final Path PAGE = Path.of("..", "docs", "fsck.md");

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private String err = "";

    @Test
    void endsWithZeroWhenTheZoneIsClean() throws IOException {
        DamagedZone zone = DamagedZone.in(directory);

        assertThat(fsck("--raw", zone.root().toString(), "--deep")).isZero();

        assertThat(lines())
                .containsExactly(
                        "dataset  partition  records  files  rows  start  head  complete until",
                        "things           0       12      4    10      0    20  1970-01-01T08:00:00Z",
                        "Clean: 12 records, 4 files, 10 rows");
    }

    @Test
    void endsWithOneAndNamesWhatIsWrong() throws IOException {
        DamagedZone zone = DamagedZone.in(directory);
        String file = zone.files().get(1);
        Files.delete(zone.resolve(file));

        assertThat(fsck("--raw", zone.root().toString(), "--dataset", "things")).isEqualTo(1);

        assertThat(lines().get(0)).isEqualTo("missing-file  " + file);
        assertThat(lines().get(1))
                .isEqualTo("    00000000000000000006_000002.json names it; it is neither published nor staged");
        assertThat(lines()).last().isEqualTo("Unclean: 1 missing-file; docs/fsck.md says what to do");
    }

    @Test
    void endsWithZeroWhenAKilledWriterHasLeftAStagedFile() throws IOException {
        DamagedZone zone = DamagedZone.in(directory);
        zone.write("_staging/things/things.rows-0-6-12-0123456789abcdef.parquet", "rows");

        assertThat(fsck("--raw", zone.root().toString())).isZero();

        assertThat(lines()).last().isEqualTo("Clean: 12 records, 4 files, 10 rows, 1 leftover-staged");
    }

    @Test
    void writesOneJsonObjectForEachFindingAndChainAndOneAtTheEnd() throws IOException {
        DamagedZone zone = DamagedZone.in(directory);
        zone.write("_staging/things/things.rows-0-6-12-0123456789abcdef.parquet", "rows");

        assertThat(fsck("--raw", zone.root().toString(), "--json", "--repair")).isZero();

        var mapper = new ObjectMapper();
        JsonNode chain = mapper.readTree(lines().get(0));
        assertThat(chain.path("chain").asText()).isEqualTo("things.rows-0");
        assertThat(chain.path("head").asLong()).isEqualTo(20);
        JsonNode finding = mapper.readTree(lines().get(1));
        assertThat(finding.path("finding").asText()).isEqualTo("leftover-staged");
        assertThat(finding.path("remedy").asText()).isEqualTo("repaired");
        assertThat(mapper.readTree(lines().get(2))).isEqualTo(mapper.readTree("""
                        {"clean": true, "records": 12, "files": 4, "rows": 10, "repaired": 1, "findings": {}}
                        """));
        assertThat(lines()).hasSize(3);
    }

    @Test
    void endsWithTwoWhereThereIsNoRawZone() throws IOException {
        Path absent = directory.resolve("absent");
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path file = Files.writeString(directory.resolve("file"), "");

        for (Path wrong : List.of(absent, empty, file)) {
            assertThat(fsck("--raw", wrong.toString())).as(wrong.toString()).isEqualTo(2);
            assertThat(err)
                    .isEqualToIgnoringNewLines("Cannot check " + wrong
                            + ": it holds neither a commit log (_commits) nor data; is --raw right?");
        }
        assertThat(absent).doesNotExist();
    }

    @Test
    void endsWithTwoWhenTheDatasetIsNotThere() throws IOException {
        DamagedZone zone = DamagedZone.in(directory);

        assertThat(fsck("--raw", zone.root().toString(), "--dataset", "thing")).isEqualTo(2);
        assertThat(err).contains("Cannot check dataset thing in " + zone.root()).contains("but things has");
    }

    @Test
    void refusesToRepairWhatItHasNotRead() {
        assertThat(fsck("--raw", "/nowhere", "--quick", "--repair")).isEqualTo(2);
        assertThat(fsck("--raw", "/nowhere", "--quick", "--deep")).isEqualTo(2);
        assertThat(fsck()).isEqualTo(2);
    }

    @Test
    void saysWhenItMayNotRead() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeFalse("root".equals(System.getProperty("user.name")));
        DamagedZone zone = DamagedZone.in(directory);
        Path locked = zone.resolve("_commits");
        locked.toFile().setReadable(false, false);
        try {
            assertThat(fsck("--raw", zone.root().toString())).isEqualTo(1);
            assertThat(err).isEqualToIgnoringNewLines("Cannot check " + zone.root() + ": no permission for " + locked);
        } finally {
            locked.toFile().setReadable(true, false);
        }
    }

    @Test
    void hasAPageThatListsEveryKindOnce() throws IOException {
        String kinds = Files.readString(PAGE).split("## What it finds", 2)[1];

        assertThat(Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
                        .matcher(kinds)
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyElementsOf(Arrays.stream(FindingKind.values())
                        .map(FindingKind::label)
                        .toList());
    }

    private int fsck(String... arguments) {
        PrintStream standardError = System.err;
        var written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        out.reset();
        try {
            return CommandRunner.run(
                    new FsckCommand((location, settings) -> new LocalStorage(Path.of(location)), out),
                    "sluice fsck",
                    arguments);
        } finally {
            System.setErr(standardError);
            err = written.toString(StandardCharsets.UTF_8);
        }
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
