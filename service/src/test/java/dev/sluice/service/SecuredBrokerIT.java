package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.demo.produce.Topics;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.service.topology.TopicNames;
import dev.sluice.service.topology.TopicsSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker with TLS, SCRAM and ACLs: the service runs with those of the security page, and says what is wrong. */
@Timeout(480)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredBrokerIT {

    private static final String SECRET = "xyzzy-plugh";
    private static final String WRONG = "frotz-gnusto";
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int MESSAGES = 200;

    @TempDir
    private static Path shared;

    private static Certificates certificates;
    private static LocalBroker broker;
    private static Admin admin;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startBroker() throws Exception {
        certificates = new Certificates(shared.resolve("tls"));
        broker = LocalBroker.startSecured(
                shared.resolve("broker"),
                "SASL_SSL",
                Map.of(
                        "sasl.enabled.mechanisms",
                        "SCRAM-SHA-512",
                        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                        "ssl.keystore.location",
                        certificates.server().toString(),
                        "ssl.keystore.password",
                        Certificates.PASSWORD,
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        // Whoever comes over the open listener; the service does not.
                        "super.users",
                        "User:ANONYMOUS"));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        "sluice", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), SECRET)))
                .all()
                .get();
        Topics.create(broker.bootstrap(), "books.xml", 2);
    }

    @AfterAll
    static void stopBroker() {
        if (broker != null) {
            broker.close();
        }
        if (admin != null) {
            admin.close();
        }
    }

    @Test
    @Order(1)
    void namesEachAclThatIsMissingForATopicThatIsNotThere() throws Exception {
        admin.createAcls(DocumentedAcls.read()).all().get();
        try (Admin asService = Admin.create(client(SECRET, certificates.authority()))) {
            for (AclBinding acl : DocumentedAcls.read()) {
                if (acl.entry().operation() == AclOperation.CREATE) {
                    isNeeded(acl, asService);
                }
            }
        }
    }

    @Test
    @Order(2)
    void bringsMessagesIntoTheRawZoneWithTheAclsOfTheSecurityPage() throws Exception {
        send();
        int port = FreePort.find();
        try (ServiceProcess service =
                start(port, SECRET, certificates.authority(), "--set", "sluice.raw.roll.idle=1s")) {
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                assertThat(service.isAlive()).as(service.output()).isTrue();
                assertThat(AuditSums.read(broker.bootstrap())).containsEntry("rows", (long) MESSAGES);
                assertThat(rawFiles()).isPositive();
            });
            // The re-key topic's records are deleted, and lag is asked for, by calls that fail without a sound.
            assertThat(ServiceProcess.status(port, "/actuator/health/readiness"))
                    .isEqualTo(200);
            service.stop();
            service.exitCode();
            assertThat(service.output()).doesNotContainIgnoringCase("authoriz").doesNotContain(SECRET);
        }
    }

    @Test
    @Order(3)
    void namesEachAclThatIsMissing() throws Exception {
        try (Admin asService = Admin.create(client(SECRET, certificates.authority()))) {
            for (AclBinding acl : DocumentedAcls.read()) {
                if (acl.entry().operation() != AclOperation.CREATE) {
                    isNeeded(acl, asService);
                }
            }
        }
    }

    @Test
    @Order(4)
    void saysWhichAclIsMissing() throws Exception {
        AclBinding acl = DocumentedAcls.read().stream()
                .filter(one ->
                        one.pattern().name().equals("books.rows") && one.entry().operation() == AclOperation.WRITE)
                .findAny()
                .orElseThrow();
        admin.deleteAcls(List.of(acl.toFilter())).all().get();

        expect(
                "Cannot start books: Kafka denies Write on topic books.rows; add ACLs for its user",
                SECRET,
                certificates.authority());
    }

    private static void isNeeded(AclBinding acl, Admin asService) throws Exception {
        admin.deleteAcls(List.of(acl.toFilter())).all().get();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThatThrownBy(() -> check(asService))
                        .as(acl.toString())
                        .isInstanceOf(UserErrorException.class)
                        .hasMessageContaining(acl.pattern().name())
                        .hasMessageMatching("(?i).*denies .*\\b"
                                + acl.entry().operation().name().replace("_", "") + "\\b.* on .*"));
        admin.createAcls(List.of(acl)).all().get();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThatCode(() -> check(asService)).doesNotThrowAnyException());
    }

    private static void check(Admin asService) {
        new Permissions(asService, new TopicNames("books", "books.xml"), new TopicsSettings(true)).check();
    }

    @Test
    @Order(2)
    void saysThatAPasswordIsWrong() throws Exception {
        expect(
                "Cannot reach Kafka at " + broker.securedBootstrap() + ": Authentication failed",
                WRONG,
                certificates.authority());
    }

    @Test
    @Order(2)
    void saysThatACertificateIsSignedByAStranger() throws Exception {
        Path stranger = new Certificates(directory.resolve("tls")).authority();

        expect("is the CA of the broker's certificate in ssl.truststore.location", SECRET, stranger);
    }

    @Test
    @Order(5)
    void saysThatACertificateHasExpired() throws Exception {
        var listener = new ConfigResource(ConfigResource.Type.BROKER, "1");
        admin.incrementalAlterConfigs(Map.of(
                        listener,
                        List.of(
                                new AlterConfigOp(
                                        new ConfigEntry(
                                                "listener.name.sasl_ssl.ssl.keystore.location",
                                                certificates.expiredServer().toString()),
                                        AlterConfigOp.OpType.SET),
                                new AlterConfigOp(
                                        new ConfigEntry(
                                                "listener.name.sasl_ssl.ssl.keystore.password", Certificates.PASSWORD),
                                        AlterConfigOp.OpType.SET))))
                .all()
                .get();

        expect("the broker's certificate is not valid today", SECRET, certificates.authority());
    }

    private void expect(String words, String password, Path authority) throws Exception {
        Path output = directory.resolve("service.log");
        Files.deleteIfExists(output);
        try (ServiceProcess service = start(FreePort.find(), password, authority)) {
            int code = service.exitCode();
            assertThat(code).isEqualTo(1);
            assertThat(service.output().strip())
                    .contains(words)
                    .doesNotContain(SECRET)
                    .doesNotContain(WRONG)
                    .hasLineCount(1);
        }
    }

    private ServiceProcess start(int port, String password, Path authority, String... more) throws IOException {
        var properties = new Properties();
        properties.putAll(client(password, authority));
        Path file = directory.resolve("client.properties");
        try (var out = Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1)) {
            properties.store(out, null);
        }
        List<String> options = Stream.concat(Stream.of("--command-config", file.toString()), Stream.of(more))
                .toList();
        return ServiceProcess.books(directory, broker.securedBootstrap(), port, options.toArray(String[]::new));
    }

    /** As the security page has it. */
    private static Map<String, Object> client(String password, Path authority) {
        return Map.of(
                "bootstrap.servers",
                broker.securedBootstrap(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"sluice\" password=\""
                        + password + "\";",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority.toString());
    }

    private long rawFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("raw"))) {
            return files.filter(file -> file.toString().endsWith(".parquet")).count();
        }
    }

    private static void send() {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < MESSAGES; i++) {
                producer.send(new ProducerRecord<>("books.xml", Books.message("id-" + i)));
            }
        }
    }
}
