package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.demo.broker.LocalBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongUseIT {

    private static final Duration AT_MOST = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    @Test
    void namesADefinitionThatIsNotThere() throws Exception {
        Path absent = folder.resolve("absent.yaml");

        for (String command : new String[] {"run", "explain", "process"}) {
            var outcome = switch (command) {
                case "run" ->
                    Sluice.run(folder, "run", "--definition", absent, "--bootstrap", "127.0.0.1:1", "--raw", folder);
                case "explain" -> Sluice.run(folder, "explain", "--definition", absent, Sluice.BOOKS);
                default ->
                    Sluice.run(folder, "process", "--definition", absent, "--raw", folder, "--processed", folder);
            };

            assertThat(outcome.code()).as(command).isEqualTo(2);
            assertOneLine(outcome).contains(absent.toString());
        }
    }

    @Test
    void pointsAtTheLineOfAnUnknownColumnType() throws Exception {
        Path definition = folder.resolve("typo.yaml");
        Files.writeString(definition, Files.readString(Sluice.BOOKS).replace("type: date,", "type: datum,"));
        long line = Files.readAllLines(definition)
                        .indexOf(Files.readAllLines(definition).stream()
                                .filter(text -> text.contains("datum"))
                                .findFirst()
                                .orElseThrow())
                + 1;

        var outcome =
                Sluice.run(folder, "run", "--definition", definition, "--bootstrap", "127.0.0.1:1", "--raw", folder);

        assertThat(outcome.code()).isEqualTo(2);
        assertOneLine(outcome)
                .contains(definition + ":" + line)
                .contains("datum")
                .contains("expected");
    }

    @Test
    void saysThatTheBrokerDoesNotAnswer() throws Exception {
        String nobody = "127.0.0.1:" + FreePort.find();

        var run = Sluice.run(
                folder, "run", "--definition", Sluice.BOOKS, "--bootstrap", nobody, "--raw", folder.resolve("raw"));
        var produce = Sluice.run(folder, "produce", "--bootstrap", nobody, "--count", 1);

        assertThat(run.code()).isEqualTo(1);
        assertOneLine(run).contains(nobody);
        assertThat(produce.code()).isEqualTo(1);
        assertOneLine(produce).contains(nobody);
    }

    @Test
    void saysThatItCannotWriteToTheRawZone() throws Exception {
        // A folder below a file: not even root can create it.
        Path unwritable = Files.createFile(folder.resolve("file")).resolve("raw");
        try (var broker = LocalBroker.start(folder.resolve("broker"))) {
            dev.sluice.demo.produce.Topics.create(broker.bootstrap(), "books.xml", 1);

            var outcome = Sluice.run(
                    folder,
                    "run",
                    "--definition",
                    Sluice.BOOKS,
                    "--bootstrap",
                    broker.bootstrap(),
                    "--raw",
                    unwritable,
                    "--port",
                    FreePort.find());

            assertThat(outcome.code()).isIn(1, 2);
            assertOneLine(outcome).contains(unwritable.toString());
        }
    }

    @Test
    void namesAnUnknownCommandAndListsTheKnownOnes() throws Exception {
        var unknown = Sluice.run(folder, "porcess");
        var help = Sluice.run(folder, "--help");

        assertThat(unknown.code()).isEqualTo(2);
        assertOneLine(unknown).contains("porcess").contains("process");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("demo", "run", "process", "explain", "infer", "diff", "produce");
    }

    @Test
    void explainsTheOptionsOfEveryCommand() throws Exception {
        for (String command : new String[] {
            "demo", "run", "process", "compact", "retain", "tables", "explain", "infer", "diff", "fsck", "offsets",
            "produce"
        }) {
            var help = Sluice.run(folder, command, "--help");

            assertThat(help.code()).as(command).isZero();
            assertThat(help.out())
                    .as(command)
                    .contains("Usage: sluice " + command)
                    .contains("--verbose");
        }
    }

    private static org.assertj.core.api.AbstractStringAssert<?> assertOneLine(Sluice.Outcome outcome) {
        assertThat(outcome.took()).isLessThan(AT_MOST);
        assertThat(outcome.err().strip().lines()).as(outcome.err()).hasSize(1);
        return assertThat(outcome.err());
    }
}
