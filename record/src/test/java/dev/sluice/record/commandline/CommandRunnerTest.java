package dev.sluice.record.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CommandRunnerTest {

    @Test
    void answersWithTheCommandsOwnCode() {
        assertThat(run(() -> 0).code()).isZero();
    }

    @Test
    void tellsAUserErrorInOneLine() {
        Outcome outcome = run(() -> {
            throw new UserErrorException("Cannot reach localhost:9092: connection refused");
        });

        assertThat(outcome).isEqualTo(new Outcome(1, "Cannot reach localhost:9092: connection refused\n"));
    }

    @Test
    void tellsWrongUseByItsCode() {
        Outcome outcome = run(() -> {
            throw new WrongUseException("Cannot read the definition: no such file");
        });

        assertThat(outcome).isEqualTo(new Outcome(2, "Cannot read the definition: no such file\n"));
    }

    @Test
    void refusesUnknownOptionsWithAHint() {
        Outcome outcome = run(() -> 0, "--verbos");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("--verbos").contains("--verbose").contains("Try: sluice test --help");
    }

    @Test
    void showsTheStackTraceOnlyWhenAskedFor() {
        Callable<Integer> broken = () -> {
            throw new IllegalStateException("broken");
        };

        assertThat(run(broken).err()).contains("Cannot finish sluice test").doesNotContain("\tat ");
        assertThat(run(broken, "--verbose").err()).contains("\tat dev.sluice");
    }

    @Test
    void namesAMissingDefinitionFile() {
        StringWriter err = new StringWriter();
        int code = CommandRunner.commandLine(new ReadCommand(), "sluice read")
                .setErr(new PrintWriter(err))
                .execute("--definition", "no-such.yaml");

        assertThat(code).isEqualTo(2);
        assertThat(err).hasToString("no-such.yaml: Cannot read the definition: no such file" + System.lineSeparator());
    }

    private static Outcome run(Callable<Integer> body, String... args) {
        StringWriter err = new StringWriter();
        int code = CommandRunner.commandLine(new TestCommand(body), "sluice test")
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Outcome(code, err.toString().replace(System.lineSeparator(), "\n"));
    }

    private record Outcome(int code, String err) {}

    @Command
    private static final class TestCommand implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        private final Callable<Integer> body;

        TestCommand(Callable<Integer> body) {
            this.body = body;
        }

        @Override
        public Integer call() throws Exception {
            return body.call();
        }
    }

    @Command
    private static final class ReadCommand implements Runnable {
        @Mixin
        private DefinitionOption definition = new DefinitionOption();

        @Override
        public void run() {
            definition.read();
        }
    }
}
