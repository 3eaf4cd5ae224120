package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code docs/metrics.md}, held against what is answered to Prometheus. */
final class MetricsPage {

    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(sluice_\\w+)` \\|(.*)\\|$");
    private static final Pattern PREFIX = Pattern.compile("`([a-z_]+_)`");
    private static final Pattern NAME = Pattern.compile(
            "\\b(sluice|kafka|jvm|process|system|logback|http|tomcat|executor|disk|application)_\\w*[a-z0-9]\\b");
    /** The dataset is on all series, the bucket on those of histograms. */
    private static final Set<String> OBVIOUS_LABELS = Set.of("dataset", "le");

    private final String text;

    private MetricsPage(String text) {
        this.text = text;
    }

    static MetricsPage read() throws IOException {
        return new MetricsPage(Files.readString(Path.of("..", "docs", "metrics.md")));
    }

    /** Both have the same series of the service, with the same types and labels, and all others are of a known kind. */
    void tellsOf(String answer) {
        Map<String, String> types = types(answer);
        Map<String, String> rows = rows("The service");
        assertThat(types.keySet().stream().filter(name -> name.startsWith("sluice_")))
                .containsExactlyInAnyOrderElementsOf(rows.keySet());
        rows.forEach((name, row) -> {
            String[] cells = row.split("\\|");
            assertThat(cells[0].strip()).as(name).isEqualTo(types.get(name));
            Set<String> labels = labels(name, answer);
            assertThat(cells[1]).as(name).satisfies(cell -> {
                assertThat(cell.isBlank()).isEqualTo(labels.isEmpty());
                assertThat(labels).allSatisfy(label -> assertThat(cell).contains("`" + label + "`"));
            });
        });
        Set<String> prefixes = find(PREFIX, section("Kafka and the JVM"));
        assertThat(types.keySet())
                .filteredOn(name -> !name.startsWith("sluice_"))
                .allSatisfy(name -> assertThat(prefixes).anyMatch(name::startsWith));
        assertThat(prefixes).allSatisfy(prefix -> assertThat(types.keySet()).anyMatch(name -> name.startsWith(prefix)));
        namesOnlyWhatExists(types.keySet());
    }

    private void namesOnlyWhatExists(Set<String> answered) {
        Set<String> known = new HashSet<>(answered);
        known.addAll(rows("Batch").keySet());
        known.addAll(rows("Verification").keySet());
        Set<String> named = NAME.matcher(text)
                .results()
                .map(name -> name.group().replaceFirst("_bucket$", ""))
                .collect(Collectors.toSet());
        assertThat(known).containsAll(named);
    }

    /** The series of a section, and the rest of their rows. */
    Map<String, String> rows(String section) {
        return ROW.matcher(section(section))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (a, b) -> a + b, TreeMap::new));
    }

    private String section(String title) {
        return text.split("(?m)^## " + title + "$", 2)[1].split("(?m)^## ", 2)[0];
    }

    static Map<String, String> types(String answer) {
        Map<String, String> types = TYPE.matcher(answer)
                .results()
                .collect(Collectors.toMap(type -> type.group(1), type -> type.group(2), (a, b) -> a, TreeMap::new));
        types.keySet()
                .removeIf(
                        name -> "histogram".equals(types.get(name.replaceFirst("_max$", ""))) && name.endsWith("_max"));
        return types;
    }

    private static Set<String> labels(String name, String answer) {
        Set<String> labels = new TreeSet<>();
        Pattern.compile("(?m)^" + name + "(?:_bucket|_sum|_count)?\\{(.*)}")
                .matcher(answer)
                .results()
                .forEach(series -> labels.addAll(find(Pattern.compile("(\\w+)=\""), series.group(1))));
        labels.removeAll(OBVIOUS_LABELS);
        return labels;
    }

    private static Set<String> find(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
