package dev.sluice.record.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.decode.ConformanceSuite.Case;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The scanner finds in documents, whole and broken, what other parsers find in them. */
class XmlScannerTest {

    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final int MUTATIONS = Integer.getInteger("sluice.mutations", 5_000);

    private final SecondOpinions opinions = new SecondOpinions();
    private int agreed;

    @Test
    void findsInEveryDocumentWhatOtherParsersFind() throws Exception {
        List<String> differences = new ArrayList<>();
        for (Case each : ConformanceSuite.cases()) {
            compare(each.withoutDoctype(), each.name(), differences);
        }
        assertThat(differences).isEmpty();
        assertThat(agreed).isGreaterThan(1_000);
    }

    @Test
    void findsInBrokenDocumentsWhatOtherParsersFind() throws Exception {
        Random random = new Random(SEED);
        Mutator mutator = new Mutator(random);
        List<byte[]> documents = new ArrayList<>();
        for (Case each : ConformanceSuite.cases()) {
            if (each.document().length < 4096) {
                documents.add(each.withoutDoctype());
            }
        }
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] broken = mutator.mutate(
                    documents.get(random.nextInt(documents.size())), documents.get(random.nextInt(documents.size())));
            compare(broken, "seed " + SEED + " " + Base64.getEncoder().encodeToString(broken), differences);
        }
        assertThat(differences).as("seed %d", SEED).isEmpty();
        assertThat(agreed).as("seed %d", SEED).isGreaterThan(MUTATIONS / 50);
    }

    @Test
    void findsValuesOfAnyLengthBehindEachOther() throws Exception {
        StringBuilder document = new StringBuilder("<a>");
        for (int i = 0; i < 200; i++) {
            document.append("<b c='&lt;%s&amp;' d=\"\t%s\r\n\" e='%s'>%s&#xe9;</b>"
                    .formatted("x".repeat(i), "y".repeat(3 * i), "z".repeat(i), "\u00e9".repeat(i)));
        }
        List<String> differences = new ArrayList<>();
        compare(document.append("</a>").toString().getBytes(UTF_8), "values", differences);
        assertThat(differences).isEmpty();
        assertThat(agreed).isEqualTo(1);
    }

    /** The others are too lenient here, or say so on standard error: what is not must be refused. */
    private static boolean isUtf8(byte[] document) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).length() >= 0;
        } catch (CharacterCodingException invalid) {
            return false;
        }
    }

    private boolean isAcceptedByNone(byte[] document) {
        return opinions.of(document).values().stream().allMatch(Objects::isNull);
    }

    private void compare(byte[] document, String name, List<String> differences) {
        String ascii = new String(document, ISO_8859_1);
        if (ascii.contains("<!DOCTYPE") || ascii.contains("encoding") || ascii.indexOf('\0') >= 0) {
            return; // what is done with these is ours alone
        }
        Map<String, List<String>> others = isUtf8(document) ? opinions.of(document) : Map.of();
        List<List<String>> accepting =
                others.values().stream().filter(Objects::nonNull).toList();
        try {
            List<String> ours = opinions.ours(document);
            if (accepting.isEmpty() && (others.isEmpty() || isAcceptedByNone(PlainLetters.of(document)))) {
                differences.add("accepted by us alone: " + name + "\n" + new String(document, UTF_8));
            }
            others.forEach((parser, events) -> {
                if (events != null && !events.equals(ours)) {
                    differences.add(parser + " finds " + events + " where we find " + ours + ": " + name);
                }
            });
            agreed += accepting.isEmpty() ? 0 : 1;
        } catch (RefusedMessageException refused) {
            if (!others.isEmpty() && accepting.size() == others.size()) {
                differences.add("refused by us alone: " + refused.getMessage() + ": " + name + "\n"
                        + new String(document, UTF_8));
            }
        }
    }
}
