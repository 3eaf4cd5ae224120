package dev.sluice.record.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.decode.ConformanceSuite.Case;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every document of the W3C's suite is refused or accepted as XML 1.0 has it, read or passed by. */
class ConformanceTest {

    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final Pattern ROOT = Pattern.compile("<([A-Za-z_][A-Za-z0-9._-]*)[\\s/>]");

    private static List<Case> cases;

    private final Map<String, MessageDecoder> readers = new HashMap<>();

    @BeforeAll
    static void load() throws Exception {
        cases = ConformanceSuite.cases();
    }

    @Test
    void judgesEveryDocumentWithItsDoctypeSkipped() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Case each : cases) {
            judge(each, each.document(), "skip", each.skip(), wrong);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void judgesEveryDocumentWithItsDoctypeCutOut() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Case each : cases) {
            judge(each, each.withoutDoctype(), "refuse", each.refuse(), wrong);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void refusesEveryDoctypeUnlessToldOtherwise() throws Exception {
        List<String> accepted = new ArrayList<>();
        for (Case each : cases) {
            if (each.cutTo() > each.cutFrom() && isAccepted("nothing", "refuse", each.document())) {
                accepted.add(each.name());
            }
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void answersAnyMutationOfAnyDocument() throws Exception {
        Mutator mutator = new Mutator(new Random(SEED));
        for (Case each : cases) {
            for (int i = 0; i < 4; i++) {
                byte[] mutated = mutator.mutate(each.document(), cases.get(i).document());
                Decoded decoded = decoder(root(mutated), "skip").decode(mutated);
                assertThat(decoded).as("%s, seed %d", each, SEED).isNotNull();
            }
        }
    }

    private void judge(Case each, byte[] document, String dtd, String right, List<String> wrong) throws Exception {
        boolean passedBy = isAccepted("nothing", dtd, document);
        boolean read = isAccepted(root(document), dtd, document);
        if (passedBy != read) {
            wrong.add(each + ": accepted " + (read ? "only when it is read" : "only when it is not read"));
        }
        boolean isOpen = !right.equals("wf") && !right.equals("not-wf");
        boolean isRight = right.equals("wf") == read;
        if (!isOpen && isRight != each.disputed().isEmpty()) {
            wrong.add(each + ": expected " + right + (each.disputed().isEmpty() ? "" : ", and not to get it") + ", was "
                    + outcome(root(document), dtd, document));
        }
    }

    private boolean isAccepted(String root, String dtd, byte[] document) throws InvalidDefinitionException {
        return decoder(root, dtd).decode(document) instanceof Decoded.Records;
    }

    private Object outcome(String root, String dtd, byte[] document) throws InvalidDefinitionException {
        return decoder(root, dtd).decode(document) instanceof Decoded.Malformed malformed ? malformed : "accepted";
    }

    /** The name of the root, where it is a simple one. */
    private static String root(byte[] document) {
        Matcher matcher = ROOT.matcher(new String(document, ISO_8859_1));
        String root = "nothing";
        return matcher.find() ? matcher.group(1) : root;
    }

    /** Reads all of a document with this root: as XML, and as text. */
    private MessageDecoder decoder(String root, String dtd) throws InvalidDefinitionException {
        MessageDecoder known = readers.get(root + dtd);
        if (known == null) {
            known = new MessageDecoder(DefinitionReader.parse("""
                    dataset: conformance
                    record: /%s
                    key: [id]
                    partition-by: day
                    allow-empty: true
                    dtd: %s
                    columns:
                      - {name: id, path: "@id", type: string}
                      - {name: day, path: "@day", type: date, required: true}
                      - {name: text, path: ".", type: string}
                      - {name: xml, path: ".", type: xml}
                    """.formatted(root, dtd), "conformance.yaml"));
            readers.put(root + dtd, known);
        }
        return known;
    }
}
