package dev.sluice.testservers;

import dev.sluice.demo.broker.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * HDFS with one NameNode and one DataNode. Whoever runs it is its superuser; others are told apart by name only. May be
 * stopped, killed and started again with its data under its address. Not thread-safe.
 */
public final class HdfsServer implements AutoCloseable {

    private final URI uri;
    private final ServerProcess process;

    private HdfsServer(URI uri, ServerProcess process) {
        this.uri = uri;
        this.process = process;
    }

    /** Starts it with its data in a directory, which is created where absent, and waits until it can be written. */
    public static HdfsServer start(Path directory) throws IOException {
        int port = FreePort.find();
        String classPath = Files.readString(ServerProcess.fromBuild("hdfs-class-path.txt"));
        var process = new ServerProcess(
                "hdfs",
                directory.toAbsolutePath(),
                classPath,
                List.of(
                        HdfsMain.class.getName(),
                        Integer.toString(port),
                        directory.toAbsolutePath().resolve("dfs").toString()));
        process.start();
        return new HdfsServer(URI.create("hdfs://127.0.0.1:" + port), process);
    }

    /** Its root, such as {@code hdfs://127.0.0.1:8020}. */
    public URI uri() {
        return uri;
    }

    /** What its clients need in their configuration: there is one DataNode. */
    public Map<String, String> conf() {
        return Map.of("dfs.replication", "1");
    }

    /** What it wrote to its output, over all its starts. */
    public Path log() {
        return process.log();
    }

    public boolean isRunning() {
        return process.isRunning();
    }

    /** Starts it again after it was stopped or killed. */
    public void start() throws IOException {
        process.start();
    }

    /** SIGTERM; kills it when that takes longer than 20 seconds. */
    public void stop() {
        process.stop();
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
