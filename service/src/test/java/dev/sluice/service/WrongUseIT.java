package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.service.rawzone.storage.StorageServers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told when the service cannot start: one line, soon, and no stack trace. */
@Timeout(60)
class WrongUseIT {

    private static final String SECRET = "xyzzy-plugh";

    @TempDir
    private Path directory;

    @Test
    void namesADefinitionThatIsNotThere() throws Exception {
        expect(2, "nowhere.yaml", "--definition", "nowhere.yaml", "--bootstrap", "127.0.0.1:1");
    }

    @Test
    void namesLineAndTypeOfAnUnknownColumnType() throws Exception {
        Path definition = directory.resolve("wrong.yaml");
        Files.writeString(definition, Files.readString(Books.definitionFile()).replace("type: date", "type: day"));

        expect(2, "wrong.yaml:10:", "--definition", definition.toString(), "--bootstrap", "127.0.0.1:1");
    }

    @Test
    void namesABrokerThatDoesNotAnswer() throws Exception {
        String broker = "127.0.0.1:" + FreePort.find();

        expect(1, "Cannot reach Kafka at " + broker, "--definition", definition(), "--bootstrap", broker);
    }

    @Test
    void namesAPortThatIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(0));
            String port = Integer.toString(taken.getLocalPort());

            expect(
                    1,
                    "Cannot listen on port " + port,
                    "--definition",
                    definition(),
                    "--bootstrap",
                    "127.0.0.1:1",
                    "--port",
                    port);
        }
    }

    @Test
    void namesAMissingOption() throws Exception {
        expect(2, "Missing --bootstrap", "--definition", definition());
    }

    @Test
    void namesALogFormatThatDoesNotExist() throws Exception {
        expect(
                2,
                "Invalid logging.structured.format.console: jsn, expected one of ecs, logstash, gelf",
                "--definition",
                definition(),
                "--bootstrap",
                "127.0.0.1:1",
                "--set",
                "logging.structured.format.console=jsn");
    }

    @Test
    void hidesThePasswordOfALoginThatMakesNoSense() throws Exception {
        expect(
                1,
                "Cannot connect to Kafka at 127.0.0.1:1: ",
                "--definition",
                definition(),
                "--bootstrap",
                "127.0.0.1:1",
                "--set",
                "sluice.kafka.security.protocol=SASL_PLAINTEXT",
                "--set",
                "sluice.kafka.sasl.mechanism=PLAIN",
                "--set",
                "sluice.kafka.sasl.jaas.config=PlainLoginModule required password=" + SECRET);
    }

    @Test
    void namesARawZoneThatCannotBeWritten() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        expect(
                1,
                file.toString(),
                "--definition",
                definition(),
                "--bootstrap",
                "127.0.0.1:1",
                "--raw",
                file.toString());
    }

    @Test
    void namesAPlaceForTheRawZoneThatMakesNoSense() throws Exception {
        expect(
                2,
                "Invalid RAW zone: s3:///raw, expected s3://bucket/prefix with a bucket",
                "--definition",
                definition(),
                "--bootstrap",
                "127.0.0.1:1",
                "--raw",
                "s3:///raw");
    }

    @Test
    void namesAnHdfsThatDoesNotAnswer() throws Exception {
        String folder = "hdfs://127.0.0.1:" + FreePort.find() + "/raw";

        expect(1, folder, "--definition", definition(), "--bootstrap", "127.0.0.1:1", "--raw", folder);
    }

    @Test
    void namesABucketThatIsNotThere() throws Exception {
        expect(
                1,
                "NoSuchBucket",
                "--definition",
                definition(),
                "--bootstrap",
                "127.0.0.1:1",
                "--raw",
                "s3://no-such-bucket/raw",
                "--set",
                "sluice.raw.s3.path-style=true",
                "--set",
                "sluice.raw.s3.endpoint=" + StorageServers.s3().endpoint());
    }

    private static String definition() {
        return Books.definitionFile().toString();
    }

    private void expect(int exitCode, String words, String... options) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        List<String> arguments = new ArrayList<>();
        arguments.addAll(
                List.of("run", "--state-dir", directory.resolve("state").toString()));
        arguments.addAll(List.of(options));
        if (!arguments.contains("--raw")) {
            arguments.addAll(List.of("--raw", directory.resolve("raw").toString()));
        }
        try (ServiceProcess service = ServiceProcess.start(output, arguments.toArray(String[]::new))) {
            assertThat(service.exitCode()).isEqualTo(exitCode);
            assertThat(service.output().strip())
                    .contains(words)
                    .doesNotContain(SECRET)
                    .hasLineCount(1);
        }
    }
}
