package dev.sluice.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart, as Helm renders it. */
final class Chart {

    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final Path HOME = Path.of("sluice").toAbsolutePath();

    private Chart() {}

    /** Every scenario: {@code ci/*-values.yaml}. */
    static List<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("ci"))) {
            return files.sorted().toList();
        }
    }

    static Path scenario(String name) {
        return HOME.resolve("ci/" + name + "-values.yaml");
    }

    static List<JsonNode> render(Path values) throws IOException {
        return render(values, Map.of());
    }

    /** @param set goes over the values, as {@code --set} does */
    static List<JsonNode> render(Path values, Map<String, Object> set) throws IOException {
        TemplateCommand command = new Helm(HOME)
                .template()
                .withName("books")
                .withNamespace("data")
                // Helm's own default without a cluster is of the past.
                .withKubeVersion("1.27.0")
                .withValuesFile(values);
        set.forEach(command::set);
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(command.call())) {
            return documents.readAll().stream()
                    .filter(document -> !document.isMissingNode() && !document.isNull())
                    .toList();
        }
    }

    static JsonNode only(List<JsonNode> documents, String kind) {
        List<JsonNode> found = documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("Expected one " + kind + ", found " + found.size());
        }
        return found.get(0);
    }
}
