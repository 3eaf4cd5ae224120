package dev.sluice.chaos.world;

import dev.sluice.demo.broker.FreePort;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka cluster of one or more nodes, each a process of its own. Every node has two ways in: directly, for the test,
 * and for the service through a {@link TcpProxy} and a {@link KafkaProxy}.
 */
public final class Brokers implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 50;

    private final Path folder;
    private final List<Node> nodes = new ArrayList<>();

    private static final class Node {
        private final int id;
        private final int port;
        private final int controllerPort;
        private final KafkaProxy proxy;
        private final TcpProxy line;
        private final int proxiedPort;
        private final Uuid directoryId = Uuid.randomUuid();
        private @Nullable ChildProcess process;

        private Node(int id) throws IOException {
            this.id = id;
            this.port = FreePort.find();
            this.controllerPort = FreePort.find();
            this.proxiedPort = FreePort.find();
            this.proxy = new KafkaProxy(proxiedPort);
            this.line = new TcpProxy(proxy.port());
        }

        private ChildProcess running() {
            return Objects.requireNonNull(process, "the broker was started");
        }
    }

    private Brokers(Path folder) {
        this.folder = folder;
    }

    /** Starts a cluster and waits until all its nodes have joined. */
    public static Brokers start(Path folder, int nodes) throws IOException {
        var brokers = new Brokers(folder);
        Files.createDirectories(folder);
        for (int id = 1; id <= nodes; id++) {
            brokers.nodes.add(new Node(id));
        }
        brokers.format();
        for (Node node : brokers.nodes) {
            brokers.launch(node);
        }
        brokers.awaitAll();
        return brokers;
    }

    public int size() {
        return nodes.size();
    }

    /** {@code bootstrap.servers} that lead directly to the nodes. */
    public String direct() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.port).collect(Collectors.joining(","));
    }

    /** {@code bootstrap.servers} that lead through the proxies. */
    public String proxied() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.line.port()).collect(Collectors.joining(","));
    }

    public List<KafkaProxy> proxies() {
        return nodes.stream().map(node -> node.proxy).toList();
    }

    /** The lines before the proxies. */
    public List<TcpProxy> lines() {
        return nodes.stream().map(node -> node.line).toList();
    }

    /** SIGKILL of one node; starts it again after a while, with its data, and waits until the cluster is whole. */
    public void killFor(Duration down, int node) throws IOException {
        nodes.get(node).running().kill();
        Await.pass(down);
        launch(nodes.get(node));
        awaitAll();
    }

    /** SIGSTOP of one node, and SIGCONT after a while. */
    public void freezeFor(Duration time, int node) throws IOException {
        nodes.get(node).running().freeze();
        Await.pass(time);
        nodes.get(node).running().thaw();
    }

    /** No connection through the proxies for a while. */
    public void cutFor(Duration time) {
        proxies().forEach(KafkaProxy::cut);
        Await.pass(time);
        proxies().forEach(KafkaProxy::mend);
    }

    @Override
    public void close() {
        for (Node node : nodes) {
            node.line.close();
            node.proxy.close();
            if (node.process != null) {
                node.process.kill();
            }
        }
    }

    private void format() throws IOException {
        String clusterId = Uuid.randomUuid().toString();
        String controllers = nodes.stream()
                .map(node -> node.id + "@127.0.0.1:" + node.controllerPort + ":" + node.directoryId)
                .collect(Collectors.joining(","));
        try (var out = new PrintStream(folder.resolve("format.log").toFile(), StandardCharsets.UTF_8)) {
            for (Node node : nodes) {
                var properties = new Properties();
                properties.putAll(settings(node));
                try (var file = Files.newOutputStream(settingsFile(node))) {
                    properties.store(file, null);
                }
                int code = StorageTool.execute(
                        new String[] {
                            "format",
                            "--initial-controllers",
                            controllers,
                            "--cluster-id",
                            clusterId,
                            "--config",
                            settingsFile(node).toString()
                        },
                        out);
                if (code != 0) {
                    throw new IOException("Cannot format the broker in " + folder + ": see format.log there");
                }
            }
        }
    }

    private Path settingsFile(Node node) {
        return folder.resolve("node-" + node.id + ".properties");
    }

    private Map<String, String> settings(Node node) {
        String replicas = nodes.size() < 3 ? "1" : "3";
        String inSync = nodes.size() < 3 ? "1" : "2";
        var settings = new TreeMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(node.id));
        settings.put(
                "listeners",
                IntStream.of(node.port, node.proxiedPort, node.controllerPort)
                        .mapToObj(port -> listenerName(node, port) + "://127.0.0.1:" + port)
                        .collect(Collectors.joining(",")));
        settings.put(
                "advertised.listeners", "DIRECT://127.0.0.1:" + node.port + ",PROXIED://127.0.0.1:" + node.line.port());
        settings.put("listener.security.protocol.map", "DIRECT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "DIRECT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "controller.quorum.bootstrap.servers",
                nodes.stream().map(each -> "127.0.0.1:" + each.controllerPort).collect(Collectors.joining(",")));
        settings.put("log.dirs", folder.resolve("data-" + node.id).toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", replicas);
        settings.put("min.insync.replicas", inSync);
        settings.put("offsets.topic.replication.factor", replicas);
        settings.put("transaction.state.log.replication.factor", replicas);
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("share.coordinator.state.topic.replication.factor", replicas);
        settings.put("share.coordinator.state.topic.min.isr", inSync);
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // Sessions end fast, so that a run sees many owners.
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("group.consumer.min.session.timeout.ms", "1000");
        settings.put("group.consumer.min.heartbeat.interval.ms", "300");
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        return settings;
    }

    private static String listenerName(Node node, int port) {
        return port == node.port ? "DIRECT" : port == node.controllerPort ? "CONTROLLER" : "PROXIED";
    }

    private void launch(Node node) throws IOException {
        node.process = ChildProcess.start(
                "broker " + node.id,
                folder.resolve("node-" + node.id + ".log"),
                List.of(
                        "-Xmx256m",
                        "-Dlogback.configurationFile=dev/sluice/demo/broker/logback.xml",
                        "-Dlog4j2.level=ERROR"),
                Kafka.class.getName(),
                List.of(settingsFile(node).toString()));
    }

    private void awaitAll() throws IOException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        try (var admin = Admin.create(Map.of("bootstrap.servers", direct()))) {
            while (known(admin) < nodes.size()) {
                for (Node node : nodes) {
                    if (!node.running().isAlive() || System.nanoTime() > deadline) {
                        throw new IOException(
                                "Cannot start the brokers: " + node.running().lastWords());
                    }
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Cannot start the brokers: interrupted", interrupted);
        }
    }

    private static int known(Admin admin) throws InterruptedException {
        try {
            return admin.describeCluster().nodes().get().size();
        } catch (ExecutionException unanswered) {
            return 0;
        }
    }
}
