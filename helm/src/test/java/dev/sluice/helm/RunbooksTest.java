package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the blocks of docs/runbooks that need a cluster name, and the chart has. */
class RunbooksTest {

    private static final Path PAGES = Path.of("../docs/runbooks");
    private static final Pattern BLOCK = Pattern.compile("```sh\n# on Kubernetes\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[a-z]+/[a-z-]*books-sluice[a-z0-9-]*");

    @Test
    void nameWhatTheChartHas() throws IOException {
        List<String> named = names();

        assertThat(named).contains("statefulset/books-sluice");
        assertThat(rendered()).containsAll(named);
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            return pages.map(RunbooksTest::read)
                    .flatMap(page -> BLOCK.matcher(page).results())
                    .flatMap(block -> NAME.matcher(block.group(1)).results())
                    .map(MatchResult::group)
                    .toList();
        }
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** As kubectl names them, with the first pod and its claims. */
    private static Set<String> rendered() throws IOException {
        List<JsonNode> documents = Chart.render(Chart.scenario("minimal"), Map.of("verify.enabled", true));
        Set<String> names = new HashSet<>();
        for (JsonNode document : documents) {
            names.add(document.path("kind").asText().toLowerCase(Locale.ROOT) + "/"
                    + document.at("/metadata/name").asText());
        }
        JsonNode pods = Chart.only(documents, "StatefulSet");
        String pod = pods.at("/metadata/name").asText() + "-0";
        names.add("pod/" + pod);
        for (JsonNode claim : pods.at("/spec/volumeClaimTemplates")) {
            names.add("pvc/" + claim.at("/metadata/name").asText() + "-" + pod);
        }
        return names;
    }
}
