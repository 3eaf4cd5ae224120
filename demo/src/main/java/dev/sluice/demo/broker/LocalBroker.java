package dev.sluice.demo.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * A one-node Kafka (KRaft) as a process of its own, from this process's class path. Its data, settings and log lie in
 * one directory; it may be stopped, killed and started again there under the same address. Ends with this process.
 * Not thread-safe.
 */
public final class LocalBroker implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Path directory;
    private final int port;
    private final int securedPort;
    private final Map<String, String> settings;
    private final Thread shutdownHook = new Thread(this::kill, "kill-broker");

    private @Nullable Process process;

    private LocalBroker(Path directory, int port, int securedPort, Map<String, String> settings) {
        this.directory = directory;
        this.port = port;
        this.securedPort = securedPort;
        this.settings = settings;
    }

    /** Starts a broker with its data in a directory, which is created where absent, and waits until it answers. */
    public static LocalBroker start(Path directory) throws IOException {
        return start(directory, Map.of());
    }

    /**
     * The same with settings of the broker's own.
     *
     * @param settings go over the defaults for one small node
     */
    public static LocalBroker start(Path directory, Map<String, String> settings) throws IOException {
        int port = FreePort.find();
        String listener = "PLAINTEXT://127.0.0.1:" + port;
        return start(directory, listener, port, 0, settings);
    }

    /**
     * The same with a second listener at {@link #securedBootstrap} beside the open one.
     *
     * @param protocol of the second listener, such as {@code SASL_SSL}; the settings have what it needs
     */
    public static LocalBroker startSecured(Path directory, String protocol, Map<String, String> settings)
            throws IOException {
        int port = FreePort.find();
        int securedPort = FreePort.find();
        String listeners = "PLAINTEXT://127.0.0.1:" + port + "," + protocol + "://127.0.0.1:" + securedPort;
        return start(directory, listeners, port, securedPort, settings);
    }

    private static LocalBroker start(
            Path directory, String listeners, int port, int securedPort, Map<String, String> settings)
            throws IOException {
        Files.createDirectories(directory);
        var all = new TreeMap<>(defaults(directory.toAbsolutePath(), listeners, FreePort.find()));
        all.putAll(settings);
        var broker = new LocalBroker(directory.toAbsolutePath(), port, securedPort, all);
        Runtime.getRuntime().addShutdownHook(broker.shutdownHook);
        broker.start();
        return broker;
    }

    /** For clients: {@code bootstrap.servers}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** For clients of the second listener. */
    public String securedBootstrap() {
        return "127.0.0.1:" + securedPort;
    }

    /** What the broker wrote to its output, over all its starts. */
    public Path log() {
        return directory.resolve("broker.log");
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Starts a broker that was stopped or killed again, with its data, under its address. */
    public void start() throws IOException {
        if (isRunning()) {
            throw new IllegalStateException("Cannot start the broker at " + bootstrap() + ": it is running");
        }
        Path file = directory.resolve("server.properties");
        var properties = new Properties();
        properties.putAll(settings);
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        process = new ProcessBuilder(command(file))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        awaitAnswer(process);
    }

    /** SIGTERM; kills it when that takes longer than 20 seconds. */
    public void stop() {
        if (process == null) {
            return;
        }
        process.destroy();
        if (!hasEnded(process, STOP_TIMEOUT)) {
            kill();
        }
    }

    /** SIGKILL. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            hasEnded(process, STOP_TIMEOUT);
        }
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs already; the broker is stopped either way.
            return;
        }
    }

    private static List<String> command(Path settings) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        // The class path may hold another application's logging set-up; the broker's is its own.
        command.add("-Dlogback.configurationFile=dev/sluice/demo/broker/logback.xml");
        command.add("-Dlog4j2.level=ERROR");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(BrokerProcess.class.getName());
        command.add(settings.toString());
        return command;
    }

    private static Map<String, String> defaults(Path directory, String listeners, int controllerPort) {
        var defaults = new TreeMap<String, String>();
        defaults.put("process.roles", "broker,controller");
        defaults.put("node.id", "1");
        defaults.put("listeners", listeners + ",CONTROLLER://127.0.0.1:" + controllerPort);
        defaults.put("advertised.listeners", listeners);
        defaults.put("controller.listener.names", "CONTROLLER");
        // The broker guesses the controller's only where no other listener is secured.
        defaults.put(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL");
        defaults.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort);
        defaults.put("log.dirs", directory.resolve("data").toString());
        defaults.put("auto.create.topics.enable", "false");
        // With the defaults of three a single broker never opens its internal topics, and exactly-once output stays
        // empty without an error.
        defaults.put("offsets.topic.replication.factor", "1");
        defaults.put("transaction.state.log.replication.factor", "1");
        defaults.put("transaction.state.log.min.isr", "1");
        defaults.put("share.coordinator.state.topic.replication.factor", "1");
        defaults.put("share.coordinator.state.topic.min.isr", "1");
        // Fifty partitions each, the default, only cost start-up time here.
        defaults.put("offsets.topic.num.partitions", "4");
        defaults.put("transaction.state.log.num.partitions", "4");
        defaults.put("group.initial.rebalance.delay.ms", "0");
        // After a kill the controller takes the same broker back only when its old session is over: 9 s by default.
        defaults.put("broker.session.timeout.ms", "3000");
        defaults.put("broker.heartbeat.interval.ms", "500");
        return defaults;
    }

    private void awaitAnswer(Process started) throws IOException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        try {
            while (!listens()) {
                check(started, deadline);
                TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            }
            try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()))) {
                while (!knowsItself(admin)) {
                    check(started, deadline);
                    TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            kill();
            throw new IOException("Cannot start the broker at " + bootstrap() + ": interrupted", interrupted);
        }
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    /** A broker that is not yet registered answers with an empty list of nodes. */
    private static boolean knowsItself(Admin admin) throws InterruptedException {
        try {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException unanswered) {
            return false;
        }
    }

    private void check(Process started, long deadline) throws IOException {
        if (!started.isAlive() || System.nanoTime() > deadline) {
            kill();
            throw new IOException("Cannot start the broker at " + bootstrap() + ": see " + log());
        }
    }

    private static boolean hasEnded(Process process, Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
