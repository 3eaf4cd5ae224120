package dev.sluice.record.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.record.decode.ConformanceSuite.Case;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.RecordDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Breaks every document at hand for as long as it is told to, and asks the JDK's DOM and XPath for a second opinion. */
class FuzzIT {

    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final Duration TIME = Duration.parse(System.getProperty("sluice.fuzz", "PT5S"));
    /** No message of these sizes may take longer, whatever else the machine does. */
    private static final Duration HANG = Duration.ofSeconds(5);

    private final Random random = new Random(SEED);
    private final Mutator mutator = new Mutator(random);

    @Test
    void neverCrashesHangsOrYieldsAnotherRowThanTheOracle() throws Exception {
        RecordDefinition definition = DefinitionReader.parse("""
                # Columns are numbered, as the rows to compare want it.
                dataset: fuzz
                namespaces: {p: "u"}
                record: /things/thing
                key: [c0]
                partition-by: c1
                allow-empty: true
                columns:
                  - {name: c0, path: "@id", type: string}
                  - {name: c1, path: zz/zz, type: date, required: true}
                  - {name: c2, path: v, type: string}
                  - {name: c3, path: v, type: list<string>}
                  - {name: c4, path: ., type: string}
                  - {name: c5, path: v/w, type: list<string>}
                  - {name: c6, path: "p:v/@a", type: list<string>}
                  - {name: c7, path: /things/@id, type: string}
                """, "fuzz.yaml");
        MessageDecoder decoder = new MessageDecoder(definition);
        DomOracle oracle = new DomOracle(definition);
        List<byte[]> corpus = corpus();
        long end = System.nanoTime() + TIME.toNanos();
        int compared = 0;
        int messages = 0;
        for (; System.nanoTime() < end; messages++) {
            byte[] message = mutator.mutate(pick(corpus), pick(corpus));
            long start = System.nanoTime();
            Decoded decoded = decoder.decode(message);
            assertThat(System.nanoTime() - start).as(told(message)).isLessThan(HANG.toNanos());
            if (decoded instanceof Decoded.Records records) {
                compared += compare(oracle, message, records) ? 1 : 0;
            }
        }
        System.out.printf(
                "Fuzzing with -Dsluice.seed=%d: %d messages, %d of them compared with the oracle%n",
                SEED, messages, compared);
        assertThat(compared).as("messages compared, seed %d", SEED).isPositive();
    }

    private boolean compare(DomOracle oracle, byte[] message, Decoded.Records records) {
        List<List<Object>> rows = OracleTest.rows(records);
        List<List<Object>> expected;
        try {
            expected = oracle.rows(message);
        } catch (Exception refused) {
            // It knows the names of the fourth edition only: with plain letters it has to agree.
            assertThatCode(() -> oracle.rows(PlainLetters.of(message)))
                    .as(told(message))
                    .doesNotThrowAnyException();
            return false;
        }
        assertThat(rows).as(told(message)).isEqualTo(expected);
        return true;
    }

    private byte[] pick(List<byte[]> corpus) {
        return corpus.get(random.nextInt(corpus.size()));
    }

    /** The message in the failure, so that it can become a case. */
    private static String told(byte[] message) {
        return "seed " + SEED + ", message " + Base64.getEncoder().encodeToString(message) + "\n"
                + new String(message, UTF_8);
    }

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/cases"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".xml"))
                    .sorted()
                    .toList()) {
                byte[] document = Files.readAllBytes(file);
                if (document.length < 4096) {
                    corpus.add(document);
                }
            }
        }
        for (Case each : ConformanceSuite.cases()) {
            if (each.document().length < 4096) {
                corpus.add(each.withoutDoctype());
            }
        }
        // The oracle knows nothing of xsi:nil, and other names of encodings than we do.
        corpus.removeIf(each -> {
            String text = new String(each, ISO_8859_1);
            return text.contains("XMLSchema-instance") || text.contains("encoding") || text.indexOf('\0') >= 0;
        });
        return corpus;
    }
}
