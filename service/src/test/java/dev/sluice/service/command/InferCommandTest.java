package dev.sluice.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.commandline.CommandRunner;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.service.Books;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void writesADefinitionOfWhatIsOnStandardInput() throws Exception {
        assertThat(infer("--dataset", "books", "-")).isZero();

        var definition = DefinitionReader.parse(out.toString(StandardCharsets.UTF_8), "inferred.yaml");
        assertThat(definition.dataset()).isEqualTo("books");
        assertThat(definition
                        .columns()
                        .get(definition.columnIndex("published_on"))
                        .type()
                        .label())
                .isEqualTo("date");
    }

    @Test
    void refusesAnOddRecordPath() {
        assertThat(infer("--record", "book", "-")).isEqualTo(2);
        assertThat(infer("--record", "/nothing", "-")).isEqualTo(1);
        assertThat(out.size()).isZero();
    }

    private int infer(String... arguments) {
        byte[] message = Books.library(List.of(Books.book("a"), Books.book("b")));
        return CommandRunner.run(new InferCommand(new ByteArrayInputStream(message), out), "sluice infer", arguments);
    }
}
