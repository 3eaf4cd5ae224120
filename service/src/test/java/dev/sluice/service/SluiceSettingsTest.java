package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.service.rawzone.RawSettings;
import dev.sluice.service.rawzone.storage.StorageLocation;
import dev.sluice.service.rawzone.storage.StorageSettings;
import dev.sluice.service.rawzone.storage.hdfs.HdfsSettings;
import dev.sluice.service.rawzone.storage.s3.S3Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.unit.DataSize;

class SluiceSettingsTest {

    private static final Map<String, String> REQUIRED = Map.of(
            "sluice.definition", "books.yaml", "sluice.bootstrap-servers", "broker:9092", "sluice.raw.path", "raw");

    @Test
    void hasTheseDefaults() {
        SluiceSettings settings = read(Map.of());

        assertThat(settings.definition()).isEqualTo(Path.of("books.yaml"));
        assertThat(settings.bootstrapServers()).isEqualTo("broker:9092");
        assertThat(settings.topicNames("books").input()).isEqualTo("books.xml");
        assertThat(settings.rows().partitions()).isEqualTo(4);
        assertThat(settings.rows().retention()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.dedup().retention()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.dedup().segment()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.dedup().blockCache()).isNull();
        assertThat(settings.dedup().writeBuffers()).isNull();
        assertThat(settings.deadLetter().retention()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.stream().threads()).isEqualTo(2);
        assertThat(settings.stream().commitInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.stream().closeTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.stream().standbyReplicas()).isZero();
        assertThat(settings.stream().minFreeStateSpace()).isEqualTo(DataSize.ofMegabytes(256));
        assertThat(settings.topics().create()).isTrue();
        assertThat(settings.liveness().patience()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.lag().interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.stateDir()).isEqualTo(Path.of("sluice-state"));
        assertThat(settings.rawZone()).isEqualTo(StorageLocation.of("raw"));
        assertThat(settings.raw().storage())
                .isEqualTo(new StorageSettings(
                        new HdfsSettings(null, null, Map.of()),
                        new S3Settings(
                                null,
                                null,
                                false,
                                S3Settings.Encryption.BUCKET,
                                null,
                                DataSize.ofMegabytes(16),
                                Duration.ofSeconds(30))));
        assertThat(settings.rawSettings(List.of("id")))
                .isEqualTo(
                        RawSettings.defaults(Path.of("sluice-state/raw-files")).withBloomFilters(List.of("id")));
        assertThat(settings.clients()).isEqualTo(Map.of("bootstrap.servers", "broker:9092"));
    }

    @Test
    void putBloomFiltersOnOtherColumnsThanTheKeyOrOnNone() {
        String setting = "sluice.raw.bloom-filter-columns";

        assertThat(read(Map.of(setting, "isbn, shelf"))
                        .rawSettings(List.of("id"))
                        .bloomFilterColumns())
                .containsExactly("isbn", "shelf");
        assertThat(read(Map.of(setting, "")).rawSettings(List.of("id")).bloomFilterColumns())
                .isEmpty();
    }

    @Test
    void areAllOnTheConfigurationPage() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "configuration.md"));

        assertThat(keys("sluice", SluiceSettings.class))
                .hasSizeGreaterThan(20)
                .allSatisfy(key -> assertThat(page).contains("| `" + key));
    }

    private static List<String> keys(String prefix, Class<?> settings) {
        return Arrays.stream(settings.getRecordComponents())
                .flatMap(component -> {
                    String key = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
                    return component.getType().isRecord() ? keys(key, component.getType()).stream() : Stream.of(key);
                })
                .toList();
    }

    @Test
    void passesKafkaSettingsToEveryClient() {
        assertThat(read(Map.of("sluice.kafka.security.protocol", "SSL")).clients())
                .containsEntry("security.protocol", "SSL");
    }

    @Test
    void takeKafkaSettingsFromAFileAndPutTheOthersOverThem(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("client.properties");
        Files.writeString(file, "security.protocol=SASL_SSL\nretries=1\n");

        assertThat(read(Map.of("sluice.command-config", file.toString(), "sluice.kafka.retries", "2"))
                        .clients())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("retries", "2");
        assertThatThrownBy(() -> read(Map.of("sluice.command-config", "/none")).clients())
                .isInstanceOf(WrongUseException.class)
                .hasMessage("Cannot read --command-config /none: no such file");
    }

    @Test
    void takesAnotherInputTopic() {
        assertThat(read(Map.of("sluice.input.topic", "library.feed"))
                        .topicNames("books")
                        .input())
                .isEqualTo("library.feed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sluice.rows.partitions        | 0   | Invalid sluice.rows.partitions: 0, expected at least 1",
                "sluice.rows.partitions        | two | Invalid sluice.rows.partitions: two, expected a number",
                "sluice.rows.retention         | 1m  | Invalid sluice.rows.retention: PT1M, expected at least 1 hour",
                "sluice.dedup.retention        | 1h  | Invalid sluice.dedup.retention: PT1H, expected 1 to 64 times"
                        + " sluice.dedup.segment (PT24H)",
                "sluice.dedup.segment          | 1s  | Invalid sluice.dedup.segment: PT1S, expected at least 1 minute",
                "sluice.dedup.retention        | a   | Invalid sluice.dedup.retention: a, expected a duration such as 7d",
                "sluice.dedup.block-cache      | b   | Invalid sluice.dedup.block-cache: b, expected a size such as 64MB",
                "sluice.dead-letter.retention  | 1s  | Invalid sluice.dead-letter.retention: PT1S, expected at least 1 hour",
                "sluice.stream.threads         | 0   | Invalid sluice.stream.threads: 0, expected at least 1",
                "sluice.stream.commit-interval | 1h  | Invalid sluice.stream.commit-interval: PT1H, expected 1 ms to 30 s",
                "sluice.stream.standby-replicas | -1 | Invalid sluice.stream.standby-replicas: -1, expected 0 or more",
                "sluice.stream.min-free-state-space | -1MB | Invalid sluice.stream.min-free-state-space: -1048576B, expected 0 or more",
                "sluice.topics.create          | x   | Invalid sluice.topics.create: x, expected true or false",
                "sluice.lag.interval           | 1ms | Invalid sluice.lag.interval: PT0.001S, expected at least 1 second",
                "sluice.raw.path               | s3a://lake/raw | Invalid RAW zone: s3a://lake/raw, expected s3://lake/raw",
                "sluice.raw.s3.endpoint        | store:9000 | Invalid sluice.raw.s3.endpoint: store:9000, expected"
                        + " http(s)://host:port",
                "sluice.raw.s3.encryption      | rot13 | Invalid sluice.raw.s3.encryption: rot13, expected one of bucket, aes256, kms",
                "sluice.raw.s3.kms-key-id      | a   | Invalid sluice.raw.s3.kms-key-id: a, expected"
                        + " sluice.raw.s3.encryption=kms with it",
                "sluice.raw.s3.part-size       | 1MB | Invalid sluice.raw.s3.part-size: 1048576B, expected 5242880B to"
                        + " 536870912B",
                "sluice.raw.s3.timeout         | 1ms | Invalid sluice.raw.s3.timeout: PT0.001S, expected at least 100 ms",
                "sluice.raw.hdfs.keytab        | /k  | Invalid sluice.raw.hdfs.principal: nothing, expected one, as"
                        + " principal and keytab go together",
                "sluice.raw.roll.rows          | 0   | Invalid raw.roll.rows: 0, expected more than 0",
                "sluice.raw.codec              | gif | Invalid sluice.raw.codec: gif, expected one of zstd, snappy",
                "sluice.kafak.ssl.key.password | a   | Invalid sluice.kafak.ssl.key.password: (hidden), expected a setting that exists",
                "sluice.dedup.retetnion        | 1d  | Invalid sluice.dedup.retetnion: 1d, expected a setting that exists",
            })
    void namesTheSettingThatIsWrong(String key, String value, String message) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(WrongUseException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "sluice.definition, Missing --definition",
        "sluice.bootstrap-servers, Missing --bootstrap",
        "sluice.raw.path, Missing --raw"
    })
    void namesTheSettingThatIsMissing(String key, String message) {
        Map<String, String> properties = new HashMap<>(REQUIRED);
        properties.remove(key);

        assertThatThrownBy(() -> SettingsReader.read(environment(properties)))
                .isInstanceOf(WrongUseException.class)
                .hasMessageStartingWith(message);
    }

    private static SluiceSettings read(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(properties);
        return SettingsReader.read(environment(all));
    }

    private static StandardEnvironment environment(Map<String, String> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", new HashMap<>(properties)));
        return environment;
    }
}
