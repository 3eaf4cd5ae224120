package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {

    static List<Path> scenarios() throws IOException {
        return Chart.scenarios();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void rendersOnlyWhatTheTypesAllow(Path values) throws IOException {
        var types = new StrictTypes();

        for (JsonNode document : Chart.render(values)) {
            assertThat(types.problems(document))
                    .as("%s %s", document.path("kind"), document.at("/metadata/name"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void givesNoPodMoreThanItNeeds(Path values) throws IOException {
        List<JsonNode> pods = Chart.render(values).stream()
                .flatMap(document ->
                        StreamSupport.stream(document.findValues("containers").spliterator(), false))
                .flatMap(containers -> StreamSupport.stream(containers.spliterator(), false))
                .toList();

        assertThat(pods).isNotEmpty().allSatisfy(container -> {
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                    .isEqualTo("ALL");
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        });
        assertThat(Chart.render(values).toString())
                .doesNotContain("\"automountServiceAccountToken\":true")
                .doesNotContain("\"kind\":\"Secret\"");
    }

    @Test
    void rollsThePodsWhenTheDefinitionChanges() throws IOException {
        Path values = Chart.scenario("minimal");
        String hash = "/spec/template/metadata/annotations/checksum~1config";

        String before = Chart.only(Chart.render(values), "StatefulSet").at(hash).asText();
        String after = Chart.only(Chart.render(values, Map.of("definition", "dataset: books")), "StatefulSet")
                .at(hash)
                .asText();

        assertThat(before).isNotEmpty().isNotEqualTo(after);
    }

    @Test
    void namesEachPodToItsGroupByItsOrdinal() throws IOException {
        JsonNode container = Chart.only(Chart.render(Chart.scenario("minimal")), "StatefulSet")
                .at("/spec/template/spec/containers/0");

        assertThat(container.path("args").toString()).contains("--set=sluice.kafka.group.instance.id=$(POD_NAME)");
        assertThat(container.at("/env/0/valueFrom/fieldRef/fieldPath").asText()).isEqualTo("metadata.name");
    }

    @Test
    void leavesTheNumberOfReplicasToTheAutoscaler() throws IOException {
        List<JsonNode> documents = Chart.render(Chart.scenario("s3-production"));

        assertThat(Chart.only(documents, "StatefulSet").path("spec").has("replicas"))
                .isFalse();
        assertThat(Chart.only(documents, "ScaledObject")
                        .at("/spec/triggers/0/metadata/topic")
                        .asText())
                .isEqualTo("library.books.v1");
    }

    @Test
    void runsNoServiceBesideAReplay() throws IOException {
        List<JsonNode> documents = Chart.render(Chart.scenario("replay"));

        assertThat(Chart.only(documents, "StatefulSet").at("/spec/replicas").asInt(-1))
                .isZero();
        assertThat(Chart.only(documents, "Job")
                        .at("/spec/template/spec/containers/0/args")
                        .toString())
                .contains("--from=2026-11-20T00:00:00Z", "--execute");
    }

    @Test
    void tellsTheBatchOfTheStoreThatTheServiceWasToldOf() throws IOException {
        JsonNode retain = container(Chart.render(Chart.scenario("batch-s3")), "books-sluice-retain");

        assertThat(retain.path("args").toString())
                .contains(
                        "--raw=s3://lake/raw",
                        "--processed=s3://lake/processed",
                        "--archive=s3://lake-archive/books",
                        "--s3-endpoint=http://minio:9000",
                        "--conf=spark.hadoop.fs.s3a.endpoint.region=eu-central-1",
                        "--conf=spark.hadoop.fs.s3a.path.style.access=true",
                        "--conf=spark.hadoop.fs.s3a.encryption.algorithm=SSE-KMS",
                        "--conf=spark.hadoop.fs.s3a.encryption.key=key-1");
        assertThat(retain.path("env").toString()).contains("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "lake-keys");
        assertThat(retain.path("volumeMounts").findValuesAsText("name")).containsExactly("scratch", "config");
    }

    @Test
    void givesTheBatchTheConfigurationOfHdfs() throws IOException {
        JsonNode process = container(Chart.render(Chart.scenario("batch-hdfs")), "books-sluice-process");

        assertThat(process.path("args").toString()).contains("--conf=spark.hadoop.dfs.replication=2");
        assertThat(process.path("env").toString()).contains("HADOOP_CONF_DIR", "HADOOP_USER_NAME");
        assertThat(process.path("volumeMounts").findValuesAsText("name"))
                .containsExactly("scratch", "config", "hadoop");
    }

    private static JsonNode container(List<JsonNode> documents, String cronJob) {
        return documents.stream()
                .filter(document -> document.at("/metadata/name").asText().equals(cronJob))
                .findFirst()
                .orElseThrow()
                .at("/spec/jobTemplate/spec/template/spec/containers/0");
    }
}
