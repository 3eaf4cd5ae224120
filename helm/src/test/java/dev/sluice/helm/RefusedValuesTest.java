package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that cannot work end when the chart is rendered, with one line that says which and what was expected. */
class RefusedValuesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            minimal | replicaCount=2                       | Missing kafka.inputPartitions: expected the partitions of the input topic
            minimal | replicaCount=7,kafka.inputPartitions=6 | Invalid replicaCount: 7, expected at most 6
            batch   | autoscaling.maxReplicas=7            | Invalid autoscaling.maxReplicas: 7, expected at most 6
            batch   | autoscaling.minReplicas=7            | Invalid autoscaling.minReplicas: expected at most autoscaling.maxReplicas
            minimal | raw.existingClaim=                   | Missing raw.existingClaim: expected a claim for the folder raw.path
            minimal | raw.path=s3://lake/raw               | Invalid raw.existingClaim: expected none, because raw.path is s3://lake/raw
            minimal | raw.path=s3://lake/raw,raw.existingClaim= | Missing credentials for s3://: expected raw.s3.existingSecret
            minimal | raw.path=hdfs://n:1/raw,raw.existingClaim= | Missing raw.hdfs.existingConfigMap
            minimal | raw.s3.podIdentity=true              | Invalid raw.s3: expected nothing, because no zone is s3://
            hdfs-kerberos | raw.hdfs.existingSecret=       | Invalid raw.hdfs: expected principal and existingSecret (its keytab), both or none
            minimal | terminationGracePeriodSeconds=49     | Invalid terminationGracePeriodSeconds: 49, expected at least 50
            minimal | config.stream.close-timeout=1m       | Invalid terminationGracePeriodSeconds: 120, expected at least 130
            minimal | batch.enabled=true                   | Missing batch.processed.existingClaim
            s3-production | batch.enabled=true             | Missing batch.processed.existingClaim
            batch-s3 | batch.processed.existingClaim=x     | Invalid batch.processed.existingClaim: expected none, because batch.processed.path is s3://lake/processed
            batch-s3 | raw.s3.existingSecret=              | Missing credentials for s3://: expected raw.s3.existingSecret
            batch-s3 | batch.retain.delete=true            | Invalid batch.retain: expected one of archive
            batch-s3 | batch.retain.archive.existingClaim=x | Invalid batch.retain.archive.existingClaim: expected none
            batch-s3 | batch.processed.path=hdfs://n:1/p   | Missing raw.hdfs.existingConfigMap
            hdfs-kerberos | batch.enabled=true,batch.processed.path=hdfs://n:1/p | Invalid batch.enabled: expected false with raw.hdfs.principal
            batch   | batch.retain.delete=true             | Invalid batch.retain: expected one of archive
            minimal | replay.enabled=true                  | Invalid replay.enabled: expected replicaCount: 0
            replay  | replay.from=                         | Missing replay.from
            minimal | definition=columns                   | Invalid definition: expected the text of a record definition with a dataset
            """)
    void namesTheValueAndWhatWasExpected(String scenario, String set, String message) {
        assertThatThrownBy(() -> Chart.render(Chart.scenario(scenario), values(set)))
                .hasMessageContaining(message);
    }

    /** Helm lists the fields; the library that runs it here keeps the first line only. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas=3", // unknown
                "kafka.bootstrapServers=kafka", // no port
                "kafka.config.sasl\\.jaas\\.config=x", // a secret in a ConfigMap
                "persistence.accessModes={ReadWriteMany}", // RocksDB is no one's but one pod's
            })
    void refusesWhatTheSchemaDoesNotAllow(String set) {
        assertThatThrownBy(() -> Chart.render(Chart.scenario("minimal"), values(set)))
                .hasMessageContaining("values don't meet the specifications of the schema");
    }

    private static Map<String, Object> values(String set) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String one : set.split(",")) {
            int sign = one.indexOf('=');
            values.put(one.substring(0, sign), one.substring(sign + 1));
        }
        return values;
    }
}
