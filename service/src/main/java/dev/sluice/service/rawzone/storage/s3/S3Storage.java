package dev.sluice.service.rawzone.storage.s3;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.record.commitlog.RawFile;
import dev.sluice.service.rawzone.storage.CannotPublish;
import dev.sluice.service.rawzone.storage.Prepared;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RelativeName;
import dev.sluice.service.rawzone.storage.Staging;
import dev.sluice.service.rawzone.storage.StorageProbe;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The RAW zone in a bucket. A conditional write is the one call that creates a complete object and fails when its name
 * is taken. A file waits as a multipart upload to its final name, whose completion makes it visible in one step.
 */
final class S3Storage implements RawStorage {

    private final S3Client client;
    private final String bucket;
    private final String prefix;
    private final Encrypted encrypted;
    private final S3Errors errors;
    private final Uploads uploads;

    /** @param prefix of every key, empty or without a slash at either end */
    S3Storage(S3Client client, String bucket, String prefix, S3Settings settings) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix.isEmpty() ? "" : prefix + "/";
        this.encrypted = new Encrypted(settings.encryption(), settings.kmsKeyId());
        this.errors = new S3Errors(this);
        this.uploads =
                new Uploads(client, bucket, encrypted, settings.partSize().toBytes());
    }

    @Override
    public Prepared prepare(Path local, String path) throws IOException {
        String key = key(path);
        Upload upload = errors.named("write " + path, () -> uploads.begin(local, key));
        return new Prepared(path, null, upload.json());
    }

    /**
     * Without a condition: the name is unique to the upload, and a failed condition would cost the upload. An upload
     * that is gone was completed, or aborted by someone else.
     */
    @Override
    public void publish(RawFile file) throws IOException {
        Upload upload = upload(file);
        String key = key(file.path());
        errors.named("publish " + file.path(), () -> {
            if (!uploads.complete(key, upload)) {
                requireSame(file, key);
            }
            return true;
        });
    }

    private Upload upload(RawFile file) {
        JsonNode json = file.upload();
        return Upload.read(json)
                .filter(Upload::hasParts)
                .orElseThrow(() -> CannotPublish.becauseOfItsRecord(file, this));
    }

    private void requireSame(RawFile file, String key) {
        HeadObjectResponse published = head(key).orElseThrow(() -> CannotPublish.becauseItIsGone(file, this));
        if (published.contentLength() != file.bytes()
                || !file.checksum().equals(published.metadata().get(Uploads.CHECKSUM))) {
            throw CannotPublish.becauseItsNameIsTaken(file, this, published.contentLength());
        }
    }

    private Optional<HeadObjectResponse> head(String key) {
        return unlessAbsent(() -> client.headObject(head -> head.bucket(bucket).key(key)));
    }

    private static <T> Optional<T> unlessAbsent(Supplier<? extends T> call) {
        try {
            return Optional.of(call.get());
        } catch (S3Exception failure) {
            if (S3Errors.isAbsent(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    @Override
    public List<Prepared> prepared(String dataset) throws IOException {
        return errors.named(
                "list the uploads of " + dataset,
                () -> uploads.under(key(dataset) + "/")
                        .map(upload -> new Prepared(
                                upload.key().substring(prefix.length()),
                                null,
                                new Upload(upload.uploadId(), List.of()).json()))
                        .toList());
    }

    @Override
    public void discard(Prepared file) throws IOException {
        errors.named("discard " + file.path(), () -> {
            Optional<Upload> upload = Upload.read(file.upload());
            if (upload.isPresent()) {
                uploads.abort(key(file.path()), upload.get().uploadId());
            } else {
                String staged = Staging.requireStaged(file);
                client.deleteObject(delete -> delete.bucket(bucket).key(key(staged)));
            }
            return true;
        });
    }

    @Override
    public boolean createIfAbsent(String name, byte[] content) throws IOException {
        String key = key(name);
        return errors.named("create " + name, () -> {
            try {
                put(key, content, request -> request.ifNoneMatch("*"));
                return true;
            } catch (S3Exception failure) {
                if (failure.statusCode() == 412) {
                    return false;
                }
                throw failure;
            }
        });
    }

    @Override
    public void replace(String name, byte[] content) throws IOException {
        String key = key(name);
        errors.named("write " + name, () -> {
            put(key, content, request -> {});
            return true;
        });
    }

    private void put(String key, byte[] content, Consumer<PutObjectRequest.Builder> condition) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentMD5(Md5.of(ByteBuffer.wrap(content)))
                .contentType("application/json");
        encrypted.apply(request);
        condition.accept(request);
        client.putObject(request.build(), RequestBody.fromBytes(content));
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        String key = key(name);
        return errors.named(
                "read " + name,
                () -> unlessAbsent(
                        () -> client.getObjectAsBytes(get -> get.bucket(bucket).key(key))
                                .asByteArrayUnsafe()));
    }

    @Override
    public List<String> list(String folder, String after) throws IOException {
        String start = folder.isEmpty() ? prefix : key(folder) + "/";
        return errors.named("list " + folder, () -> {
            var names = new TreeSet<String>();
            var pages = client.listObjectsV2Paginator(
                    list -> list.bucket(bucket).prefix(start).delimiter("/").startAfter(start + after));
            for (var page : pages) {
                page.contents().stream().map(S3Object::key).forEach(key -> names.add(key.substring(start.length())));
                page.commonPrefixes().stream()
                        .map(CommonPrefix::prefix)
                        .forEach(key -> names.add(key.substring(start.length(), key.length() - 1)));
            }
            return names.stream()
                    .filter(name -> !name.startsWith(".") && name.compareTo(after) > 0)
                    .toList();
        });
    }

    @Override
    public void forEachFile(String folder, Found found) throws IOException {
        String start = folder.isEmpty() ? prefix : key(folder) + "/";
        errors.named("list " + folder, () -> {
            var pages =
                    client.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(start));
            for (S3Object object : pages.contents()) {
                String name = object.key().substring(prefix.length());
                if (!RelativeName.isHidden(name) && !name.endsWith("/")) {
                    found.file(name, object.size());
                }
            }
            return true;
        });
    }

    @Override
    public OptionalLong length(String name) throws IOException {
        String key = key(name);
        return errors.named(
                "look at " + name,
                () -> head(key)
                        .map(object -> OptionalLong.of(object.contentLength()))
                        .orElse(OptionalLong.empty()));
    }

    @Override
    public InputStream open(String name) throws IOException {
        String key = key(name);
        Optional<InputStream> content = errors.named(
                "open " + name,
                () -> unlessAbsent(
                        () -> client.getObject(get -> get.bucket(bucket).key(key))));
        return content.orElseThrow(() -> new FileNotFoundException("no file " + name + " in " + this));
    }

    @Override
    public void probe() {
        new StorageProbe(this).run();
        new Lifecycle(client, bucket, prefix).warnOfEarlyAborts();
    }

    private String key(String name) {
        return prefix + RelativeName.checked(name, this);
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1));
    }
}
