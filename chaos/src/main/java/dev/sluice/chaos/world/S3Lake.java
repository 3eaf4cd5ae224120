package dev.sluice.chaos.world;

import dev.sluice.testservers.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A RAW zone in a bucket of an S3 server of its own. */
public final class S3Lake extends MirroredLake {

    private static final String BUCKET = "lake";
    private static final String ROOT = "raw/";

    private final S3Server server;
    private final TcpProxy line;
    private final S3Client s3;

    /** Starts the server. */
    public S3Lake(Path folder) throws IOException {
        super(Files.createDirectories(folder.resolve("mirror")));
        this.server = S3Server.start(Files.createDirectories(folder.resolve("s3")));
        server.createBucket(BUCKET);
        this.line = new TcpProxy(server.endpoint().getPort());
        var credentials = AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
        this.s3 = S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(S3Server.REGION))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    @Override
    public String location() {
        return "s3://" + BUCKET + "/" + ROOT.substring(0, ROOT.length() - 1);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "sluice.raw.s3.endpoint",
                "http://127.0.0.1:" + line.port(),
                "sluice.raw.s3.path-style",
                "true",
                "sluice.raw.s3.timeout",
                "5s");
    }

    @Override
    public Map<String, String> properties() {
        return Map.of(
                "aws.accessKeyId",
                S3Server.ACCESS_KEY,
                "aws.secretAccessKey",
                S3Server.SECRET_KEY,
                "aws.region",
                S3Server.REGION);
    }

    @Override
    List<String> list(String folder) {
        return s3
                .listObjectsV2Paginator(request -> request.bucket(BUCKET).prefix(ROOT + folder + "/"))
                .contents()
                .stream()
                .map(S3Object::key)
                .map(key -> key.substring(ROOT.length()))
                .toList();
    }

    @Override
    boolean read(String name, Path into) throws IOException {
        try (var in = s3.getObject(request -> request.bucket(BUCKET).key(ROOT + name))) {
            Files.copy(in, into);
            return true;
        } catch (NoSuchKeyException gone) {
            return false;
        }
    }

    @Override
    public void write(String name, byte[] content) {
        s3.putObject(request -> request.bucket(BUCKET).key(ROOT + name), RequestBody.fromBytes(content));
    }

    @Override
    void move(String name, String target) {
        s3.copyObject(request -> request.sourceBucket(BUCKET)
                .sourceKey(ROOT + name)
                .destinationBucket(BUCKET)
                .destinationKey(ROOT + target));
        s3.deleteObject(request -> request.bucket(BUCKET).key(ROOT + name));
    }

    @Override
    public Optional<Server> server() {
        return Optional.of(new Server() {
            @Override
            public void kill() {
                server.kill();
            }

            @Override
            public void start() throws IOException {
                server.start();
            }
        });
    }

    @Override
    public Optional<TcpProxy> line() {
        return Optional.of(line);
    }

    @Override
    public void close() {
        s3.close();
        line.close();
        server.close();
    }
}
