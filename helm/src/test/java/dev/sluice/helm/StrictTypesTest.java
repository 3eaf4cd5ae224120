package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the check would notice: faults are planted into what the chart renders. */
class StrictTypesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            StatefulSet    | /spec/template/spec/containers/0   | livenesProbe  | {}      | a misspelt field, deep inside
            StatefulSet    | /spec                              | replicas      | "3"     | text instead of a number
            StatefulSet    | /spec/template/spec/containers/0   | command       | "run"   | one text instead of a list
            CronJob        | /spec/jobTemplate/spec             | restartPolicy | "Never" | a field in the wrong place
            ServiceMonitor | /spec/endpoints/0                  | intervall     | "15s"   | a misspelt field of an operator's type
            ScaledObject   | /spec                              | maxReplicaCount | "12"  | a wrong type of an operator's field
            """)
    void findsAPlantedFault(String kind, String place, String field, String value, String fault) throws IOException {
        List<JsonNode> documents = Chart.render(Chart.scenario("s3-production"));
        JsonNode document = Chart.only(documents, kind);
        assertThat(new StrictTypes().problems(document)).as("before").isEmpty();

        ((ObjectNode) document.at(place)).set(field, Chart.YAML.readTree(value));

        assertThat(new StrictTypes().problems(document)).as(fault).isNotEmpty();
    }
}
