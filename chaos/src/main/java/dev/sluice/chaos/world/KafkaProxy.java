package dev.sluice.chaos.world;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between Kafka's clients and a broker and passes whole requests and answers on. It can cut all connections,
 * make one client's requests stand still, and lose one acknowledgement or the answer to it. Thread-safe.
 */
public final class KafkaProxy implements AutoCloseable {

    private static final short OFFSET_COMMIT = 8;
    private static final int CLIENT_ID_AT = 8;

    private final int target;
    private final ServerSocket server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Set<String> frozen = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile @Nullable Trap trap;

    /** An acknowledgement that is to get lost. */
    private record Trap(String client, boolean afterEffect, CountDownLatch reached) {}

    KafkaProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept, "proxy-" + server.getLocalPort());
    }

    int port() {
        return server.getLocalPort();
    }

    /** Ends all connections and takes no new ones. */
    public void cut() {
        cut = true;
        connections.forEach(Connection::close);
    }

    /** Takes connections again. */
    public void mend() {
        cut = false;
    }

    /** Nothing that a client sends arrives, and no answer reaches it; its connections stay open. */
    public void freeze(String client) {
        frozen.add(client);
    }

    /** Lets what stood still go on. */
    public void thaw(String client) {
        frozen.remove(client);
    }

    /** Loses the client's next acknowledgement before the broker has it; the latch falls when that has happened. */
    public CountDownLatch loseAcknowledgement(String client) {
        return set(new Trap(client, false, new CountDownLatch(1)));
    }

    /** Loses the answer to the client's next acknowledgement; the latch falls when the broker has it in its log. */
    public CountDownLatch loseAnswerToAcknowledgement(String client) {
        return set(new Trap(client, true, new CountDownLatch(1)));
    }

    private CountDownLatch set(Trap next) {
        trap = next;
        return next.reached();
    }

    @Override
    public void close() {
        cut();
        close(server);
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket client = server.accept();
                if (cut) {
                    close(client);
                } else {
                    connect(client);
                }
            }
        } catch (IOException closed) {
            close();
        }
    }

    private void connect(Socket client) {
        try {
            var connection = new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target));
            connections.add(connection);
            daemon(connection::requests, "proxy-requests");
            daemon(connection::answers, "proxy-answers");
        } catch (IOException brokerAway) {
            close(client);
        }
    }

    private record LostAnswer(int correlationId, CountDownLatch reached) {}

    private final class Connection {
        private final Socket client;
        private final Socket broker;
        private volatile String clientId = "";
        private volatile @Nullable LostAnswer lost;

        private Connection(Socket client, Socket broker) {
            this.client = client;
            this.broker = broker;
        }

        private void requests() {
            pass(client, broker, frame -> {
                clientId = clientId(frame);
                Trap set = trap;
                if (set == null || frame.getShort(0) != OFFSET_COMMIT || !clientId.equals(set.client())) {
                    return true;
                }
                trap = null;
                if (set.afterEffect()) {
                    lost = new LostAnswer(frame.getInt(4), set.reached());
                    return true;
                }
                set.reached().countDown();
                return false;
            });
        }

        private void answers() {
            pass(broker, client, frame -> {
                LostAnswer expected = lost;
                if (expected == null || frame.getInt(0) != expected.correlationId()) {
                    return true;
                }
                lost = null;
                expected.reached().countDown();
                return false;
            });
        }

        private void pass(Socket from, Socket to, Filter filter) {
            try {
                var in = new DataInputStream(from.getInputStream());
                var out = new DataOutputStream(to.getOutputStream());
                while (true) {
                    byte[] frame = new byte[in.readInt()];
                    in.readFully(frame);
                    if (filter.passes(ByteBuffer.wrap(frame))) {
                        awaitThaw();
                        byte[] whole = ByteBuffer.allocate(frame.length + Integer.BYTES)
                                .putInt(frame.length)
                                .put(frame)
                                .array();
                        out.write(whole);
                        out.flush();
                    }
                }
            } catch (IOException ended) {
                close();
            }
        }

        private void awaitThaw() throws IOException {
            try {
                while (frozen.contains(clientId)) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
        }

        private void close() {
            KafkaProxy.close(client);
            KafkaProxy.close(broker);
            connections.remove(this);
        }
    }

    private interface Filter {
        boolean passes(ByteBuffer frame);
    }

    /** As request headers have it from version 1 on: a short for its length, then the text. */
    private static String clientId(ByteBuffer request) {
        byte[] text = new byte[Math.max(0, request.getShort(CLIENT_ID_AT))];
        request.get(CLIENT_ID_AT + Short.BYTES, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static void daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
