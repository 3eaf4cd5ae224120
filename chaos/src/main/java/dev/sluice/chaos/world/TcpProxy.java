package dev.sluice.chaos.world;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The line to a server on loopback: passes bytes on, as well as a network in some state does. Thread-safe. */
public final class TcpProxy implements AutoCloseable {

    private static final int CHUNK_BYTES = 16 * 1024;
    private static final long LOOK_MILLIS = 20;
    private static final long AGE_MILLIS = 500;
    private static final double LOST = 0.3;
    private static final long FIRST_RETRANSMISSION_MILLIS = 200;
    private static final int SLOW_BYTES_PER_SECOND = 64 * 1024;

    private final int target;
    private final ServerSocket server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile Network network = Network.FINE;

    /** What becomes of the bytes. */
    public enum Network {
        /** They arrive. */
        FINE,
        /** They do not, and nobody is told; they arrive later, as TCP would send them again. */
        SILENT,
        /** They are answered by a reset, on any connection that is older than half a second. */
        RESETTING,
        /** They arrive late: each chunk, and each time it is sent again, is lost with 30 %; TCP repeats it ever more slowly. */
        LOSSY,
        /** Each direction of a connection has 64 KiB a second. */
        SLOW
    }

    /** Listens on a port of its own. */
    TcpProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept, "line-" + server.getLocalPort());
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on, for the connections that there are as well. */
    public void become(Network next) {
        network = next;
    }

    @Override
    public void close() {
        connections.forEach(Connection::close);
        close(server);
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                connect(server.accept());
            }
        } catch (IOException closed) {
            close();
        }
    }

    private void connect(Socket client) {
        try {
            var connection = new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target));
            connections.add(connection);
            daemon(() -> connection.pass(connection.client, connection.behind), "line-there");
            daemon(() -> connection.pass(connection.behind, connection.client), "line-back");
        } catch (IOException serverAway) {
            close(client);
        }
    }

    private final class Connection {
        private final Socket client;
        private final Socket behind;
        private final long since = System.nanoTime();

        private Connection(Socket client, Socket behind) throws IOException {
            this.client = client;
            this.behind = behind;
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
        }

        private void pass(Socket from, Socket to) {
            byte[] chunk = new byte[CHUNK_BYTES];
            try {
                var in = from.getInputStream();
                var out = to.getOutputStream();
                for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                    travel(length);
                    out.write(chunk, 0, length);
                    out.flush();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (IOException ended) {
                // The other side learns of it below.
                return;
            } finally {
                close();
            }
        }

        /** Returns when bytes that were sent now have arrived. */
        private void travel(int bytes) throws IOException, InterruptedException {
            switch (network) {
                case FINE -> {}
                case SILENT -> awaitAnswer();
                case RESETTING -> resetWhenOld();
                case LOSSY -> retransmit();
                case SLOW -> TimeUnit.MILLISECONDS.sleep(bytes * 1000L / SLOW_BYTES_PER_SECOND);
            }
        }

        private void awaitAnswer() throws InterruptedException {
            while (network == Network.SILENT) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }

        private void resetWhenOld() throws IOException {
            if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) > AGE_MILLIS) {
                // Without lingering, to close is to reset.
                client.setSoLinger(true, 0);
                behind.setSoLinger(true, 0);
                throw new IOException("reset");
            }
        }

        private void retransmit() throws InterruptedException {
            long wait = FIRST_RETRANSMISSION_MILLIS;
            while (network == Network.LOSSY && ThreadLocalRandom.current().nextDouble() < LOST) {
                TimeUnit.MILLISECONDS.sleep(wait);
                wait *= 2;
            }
        }

        private void close() {
            TcpProxy.close(client);
            TcpProxy.close(behind);
            connections.remove(this);
        }
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
