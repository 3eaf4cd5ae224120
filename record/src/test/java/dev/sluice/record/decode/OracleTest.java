package dev.sluice.record.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.decode.Decoded.Candidate;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.InvalidDefinitionException;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.definition.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The decoder and the oracle agree on random documents under random definitions. */
class OracleTest {

    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final int DEFINITIONS = 400;
    private static final int DOCUMENTS = 20;
    private static final String[] NAMES = {"a", "b"};
    private static final String[] STEPS = {"a", "b", "a", "b", "*"};
    private static final String[] PREDICATES = {
        "[1]", "[2]", "[@j='x&1']", "[@p:k='\u00e4']", "[b='t1']", "[a/@j='x&1']", "[*/b='t1']", "[.='t1']"
    };
    private static final String[] PREFIXES = {"", "", "", "p:"};

    private final Random random = new Random(SEED);

    @Test
    void agreesWithXPathOnRandomDocuments() throws Exception {
        int records = 0;
        int exploded = 0;
        for (int i = 0; i < DEFINITIONS; i++) {
            String yaml = definition();
            RecordDefinition definition;
            try {
                definition = DefinitionReader.parse(yaml, "random.yaml");
            } catch (InvalidDefinitionException ambiguous) {
                assertThat(ambiguous.problems())
                        .allMatch(problem -> problem.message().contains("expected no narrower step"));
                continue;
            }
            MessageDecoder decoder = new MessageDecoder(definition);
            DomOracle oracle = new DomOracle(definition);
            for (int j = 0; j < DOCUMENTS; j++) {
                byte[] document = document(definition.rowPath().steps()).getBytes(UTF_8);
                List<List<Object>> expected = oracle.rows(document);
                records += expected.size();
                exploded += definition.rowPath().outer() ? expected.size() : 0;

                assertThat(rows(decoder.decode(document)))
                        .as("seed %d, definition:%n%s%ndocument:%n%s", SEED, yaml, new String(document, UTF_8))
                        .isEqualTo(expected);
            }
        }
        assertThat(records).as("records compared, seed %d", SEED).isGreaterThan(500);
        assertThat(exploded).as("of them exploded, seed %d", SEED).isGreaterThan(100);
    }

    static List<List<Object>> rows(Decoded decoded) {
        List<List<Object>> rows = new ArrayList<>();
        for (Candidate candidate : ((Decoded.Records) decoded).candidates()) {
            Object[] values = candidate.row().values().clone();
            for (Violation violation : candidate.violations()) {
                assertThat(violation.rule()).isEqualTo("repeat");
                values[Integer.parseInt(violation.column().substring(1))] = DomOracle.REPEATED;
            }
            rows.add(Arrays.asList(values));
        }
        return rows;
    }

    /** Column number i is called c<i>. */
    private String definition() {
        StringBuilder yaml = new StringBuilder("dataset: random\nnamespaces: {p: \"urn:p\", q: \"urn:q\"}\n");
        yaml.append("allow-empty: true\nrecord: /").append(steps(1 + random.nextInt(3)));
        String explode = random.nextInt(3) == 0 ? steps(1 + random.nextInt(2)) : null;
        if (explode != null) {
            yaml.append("\nexplode: {path: \"%s\", outer: %s}".formatted(explode, random.nextBoolean()));
        }
        yaml.append("\nkey: [c0]\npartition-by: c1\ncolumns:\n");
        yaml.append("  - {name: c0, path: \"@k\", type: string}\n");
        yaml.append("  - {name: c1, path: zz/zz, type: date, required: true}\n");
        for (int i = 2; i < 9; i++) {
            String type = random.nextBoolean() ? "string" : "list<string>";
            yaml.append("  - {name: c%d, path: \"%s\", type: %s}%n".formatted(i, path(explode), type));
        }
        return yaml.toString();
    }

    /** @param explode null when nothing is */
    private String path(String explode) {
        int kind = random.nextInt(10);
        if (kind == 0) {
            return ".";
        }
        String start = explode != null && kind > 6 ? explode + (kind == 9 ? "" : "/") : "";
        String path = start + (kind == 9 ? "" : (kind < 5 ? "/" : "") + steps(1 + random.nextInt(3)));
        path = path.isEmpty() ? "." : path;
        if (path.equals(".")) {
            return path;
        }
        return random.nextInt(3) == 0 ? path + "/@" + (random.nextBoolean() ? "p:k" : "j") : path;
    }

    private String steps(int count) {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < count; i++) {
            steps.append(i == 0 ? "" : "/").append(pick(PREFIXES)).append(i == 0 ? "a" : pick(STEPS));
            steps.append(random.nextInt(4) == 0 ? pick(PREDICATES) : "");
            steps.append(random.nextInt(12) == 0 ? pick(PREDICATES) : "");
        }
        return steps.toString();
    }

    /** @param likely names on the way to records, which would be rare otherwise */
    private String document(List<Step> likely) {
        StringBuilder xml = new StringBuilder();
        append(xml, likely, 0, " xmlns:p=\"urn:p\" xmlns:q=\"urn:q\"");
        return xml.toString();
    }

    private void append(StringBuilder xml, List<Step> likely, int depth, String more) {
        boolean isLikely = depth < likely.size() && random.nextInt(4) > 0;
        String name = isLikely ? likely.get(depth).toString().replace("*", "b") : pick(PREFIXES) + pick(NAMES);
        xml.append('<').append(name).append(more);
        xml.append(random.nextInt(3) == 0 ? " j=\"x&amp;" + random.nextInt(3) + "\"" : "");
        xml.append(random.nextInt(3) == 0 ? " p:k=\"&#228;\"" : "");
        xml.append('>');
        for (int i = depth < 5 ? random.nextInt(4) : 0; i > 0; i--) {
            xml.append(text());
            append(xml, likely, depth + 1, "");
        }
        xml.append(text()).append("</").append(name).append('>');
    }

    private String text() {
        return switch (random.nextInt(7)) {
            case 0 -> "t" + random.nextInt(3);
            case 1 -> "<![CDATA[<&" + random.nextInt(9) + "]]>";
            case 2 -> "<!-- c -->&lt;\u00e9";
            case 3 -> "<?pi d?> \n ";
            default -> "";
        };
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
