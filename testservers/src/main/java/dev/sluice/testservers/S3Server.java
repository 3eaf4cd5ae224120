package dev.sluice.testservers;

import dev.sluice.demo.broker.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * S3Proxy over a folder: speaks S3 with signatures, multipart uploads and conditional writes. May be stopped, killed and
 * started again with its data under its address. Not thread-safe.
 */
public final class S3Server implements AutoCloseable {

    public static final String REGION = "us-east-1";
    public static final String ACCESS_KEY = "test-access-key";
    public static final String SECRET_KEY = "test-secret-key";

    private final URI endpoint;
    private final Path data;
    private final ServerProcess process;

    private S3Server(URI endpoint, Path data, ServerProcess process) {
        this.endpoint = endpoint;
        this.data = data;
        this.process = process;
    }

    /** Starts it with its data in a directory, which is created where absent, and waits until it answers. */
    public static S3Server start(Path directory) throws IOException {
        return start(
                directory, Files.createDirectories(directory.toAbsolutePath().resolve("s3")), Map.of());
    }

    /** Starts another server for the same data that refuses to change it, with its own files in a directory. */
    public S3Server startReadOnly(Path directory) throws IOException {
        return start(directory, data, Map.of("s3proxy.read-only-blobstore", "true"));
    }

    private static S3Server start(Path directory, Path data, Map<String, String> more) throws IOException {
        URI endpoint = URI.create("http://127.0.0.1:" + FreePort.find());
        var settings = new Properties();
        settings.putAll(Map.of(
                "s3proxy.endpoint",
                endpoint.toString(),
                "s3proxy.authorization",
                "aws-v4",
                "s3proxy.identity",
                ACCESS_KEY,
                "s3proxy.credential",
                SECRET_KEY,
                "jclouds.provider",
                "filesystem-nio2",
                "jclouds.identity",
                "unused",
                "jclouds.credential",
                "unused",
                "jclouds.filesystem.basedir",
                data.toString()));
        settings.putAll(more);
        Path file = directory.resolve("s3proxy.properties");
        try (var out = Files.newOutputStream(file)) {
            settings.store(out, null);
        }
        var process = new ServerProcess(
                "s3",
                directory.toAbsolutePath(),
                ServerProcess.fromBuild("s3proxy.jar").toString(),
                List.of(
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        file.toAbsolutePath().toString()));
        process.start();
        return new S3Server(endpoint, data, process);
    }

    /** Its address; the bucket belongs into the path. */
    public URI endpoint() {
        return endpoint;
    }

    /** The environment variables that give an AWS SDK in another process what it needs to sign. */
    public static Map<String, String> environment() {
        return Map.of("AWS_ACCESS_KEY_ID", ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", SECRET_KEY, "AWS_REGION", REGION);
    }

    public void createBucket(String name) throws IOException {
        Files.createDirectory(data.resolve(name));
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
