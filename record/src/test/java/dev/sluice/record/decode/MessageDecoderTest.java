package dev.sluice.record.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.RecordDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageDecoderTest {

    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final Path BOOKS = Path.of("../examples/books");

    private byte[] library;
    private MessageDecoder decoder;

    @BeforeEach
    void open() throws Exception {
        library = Files.readAllBytes(BOOKS.resolve("library.xml"));
        decoder = new MessageDecoder(DefinitionReader.read(BOOKS.resolve("definition.yaml")));
    }

    @Test
    void callsEveryBeginningOfAMessageTruncated() {
        int end = new String(library, UTF_8).lastIndexOf('>');
        int bytes = new String(library, UTF_8).substring(0, end).getBytes(UTF_8).length;
        for (int length = 1; length <= bytes; length++) {
            assertThat(reason(Arrays.copyOf(library, length)))
                    .as("first %d bytes", length)
                    .isEqualTo(Reason.TRUNCATED);
        }
    }

    @Test
    void leavesTheMessageAsItIs() {
        byte[] before = library.clone();

        decoder.decode(library);

        assertThat(library).isEqualTo(before);
    }

    @Test
    void goesOnAfterEveryKindOfRefusal() {
        Decoded good = decoder.decode(library);

        for (String bad : new String[] {"", "x", "<a", "<a></b>", "<!DOCTYPE a><a/>", "<a>\u0001</a>", "<library/>"}) {
            assertThat(decoder.decode(bad.getBytes(UTF_8))).isInstanceOf(Decoded.Malformed.class);
            assertThat(decoder.decode(library)).usingRecursiveComparison().isEqualTo(good);
        }
    }

    @Test
    void saysWhereAMessageIsBroken() {
        assertThat(detail("<library>\n  <book></bok>")).endsWith("at line 2, column 9");
        assertThat(detail("<?xml version='1.0'?><library><a></b></library>")).endsWith("at line 1, column 34");
        assertThat(detail("<?xml version='1.0'\n?><library><a></b></library>")).endsWith("at line 2, column 15");
    }

    @Test
    void saysWhereAMessageBreaksItsSchemaAndNotByWhichValue() throws Exception {
        Path folder = Path.of("src/test/resources/cases/schema-invalid");
        decoder = new MessageDecoder(DefinitionReader.read(folder.resolve("definition.yaml")));
        byte[] valid = Files.readAllBytes(folder.resolve("valid.xml"));

        assertThat(detail("<?xml version='1.0'?>\n<things>\n  <thing id='a' day='x'><secret/></thing></things>"))
                .isEqualTo("Cannot decode the message: it is not valid by the schema,"
                        + " violates cvc-datatype-valid.1.2.1 at line 3, column 3");
        assertThat(decoder.decode(valid)).isInstanceOf(Decoded.Records.class);
        assertThat(detail("<?xml version='1.0'?><things><thing id='a' day='2026-11-20'><secret/></thing></things>"))
                .endsWith("violates cvc-complex-type.2.4.a at line 1, column 61");
        assertThat(decoder.decode(valid)).isInstanceOf(Decoded.Records.class);
    }

    @Test
    void tellsAWrongEndTagFromAMissingOne() {
        assertThat(reason("<library></x>".getBytes(UTF_8))).isEqualTo(Reason.MALFORMED_XML);
        assertThat(reason("<library></lib".getBytes(UTF_8))).isEqualTo(Reason.TRUNCATED);
        assertThat(reason("<library><![CDATA[</x>".getBytes(UTF_8))).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void keepsThePayloadOutOfItsSentences() {
        assertThat(detail("<library>secret &secret; </library>")).doesNotContain("secret");
        assertThat(detail("<library a='secret' a='secret'/>")).doesNotContain("secret");
    }

    @Test
    void refusesFiveMegabytesOfGarbage() {
        byte[] garbage = new byte[5 << 20];
        new Random(SEED).nextBytes(garbage);
        garbage[0] = 'G';

        assertThat(reason(garbage)).isEqualTo(Reason.NOT_XML);
    }

    @Test
    void refusesAMessageOverTheLimitWithoutLookingAtIt() {
        byte[] large = new byte[(16 << 20) + 1];

        assertThat(decoder.decode(large))
                .isEqualTo(new Decoded.Malformed(
                        Reason.LIMIT_EXCEEDED,
                        "Cannot decode the message: 16777217 bytes, more than the 16777216 that"
                                + " limits.message-bytes allows"));
    }

    @Test
    void refusesNestingWithoutEnd() {
        assertThat(reason("<a>".repeat(100_000).getBytes(UTF_8))).isEqualTo(Reason.LIMIT_EXCEEDED);
    }

    @Test
    void answersAnyMutationOfAMessageWithRowsOrAReason() throws Exception {
        RecordDefinition rescuing = DefinitionReader.parse(
                Files.readString(BOOKS.resolve("definition.yaml"))
                        .replace("unknown-elements: ignore", "unknown-elements: rescue")
                        .replace("path: tags/tag,          type: \"list<string>\"", "path: ., type: list<xml>"),
                "mutated.yaml");
        MessageDecoder mutated = new MessageDecoder(rescuing);
        Random random = new Random(SEED);
        byte[] interesting = "<>&;\"'=/!?-[]xX: \n\0\u00e9\u0080".getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] message = library.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                int at = random.nextInt(message.length);
                switch (random.nextInt(4)) {
                    case 0 -> message[at] = interesting[random.nextInt(interesting.length)];
                    case 1 -> message[at] = (byte) random.nextInt(256);
                    case 2 -> message = Arrays.copyOf(message, at + 1);
                    default -> {
                        int from = random.nextInt(message.length);
                        int length = Math.min(random.nextInt(30), message.length - Math.max(at, from));
                        System.arraycopy(message, from, message, at, length);
                    }
                }
            }
            Decoded decoded = mutated.decode(message);
            if (decoded instanceof Decoded.Malformed malformed) {
                assertThat(malformed.detail())
                        .as("seed %d, message %d", SEED, i)
                        .startsWith("Cannot decode the message: ");
            }
        }
    }

    private Reason reason(byte[] message) {
        return ((Decoded.Malformed) decoder.decode(message)).reason();
    }

    private String detail(String message) {
        return ((Decoded.Malformed) decoder.decode(message.getBytes(UTF_8))).detail();
    }
}
