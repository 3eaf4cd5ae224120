package dev.sluice.batch.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.S3AUtils;
import org.apache.hadoop.fs.s3a.api.RequestFactory;
import org.apache.hadoop.fs.s3a.impl.PutObjectOptions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A zone in a bucket, reached as {@code fs.s3a.*} says. A conditional write is the one call that creates a complete object
 * and fails when its name is taken. There is no rename: a move is a copy within the store, then a removal.
 */
public final class S3Storage implements LakeStorage {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    /** Two conditional writes met; AWS asks to try again. */
    private static final int CONFLICT = 409;

    private static final int ATTEMPTS = 5;

    private final S3Client client;
    private final RequestFactory requests;
    private final String bucket;
    private final String prefix;
    private final Configuration hadoop;

    private interface Call<T> {
        T make() throws IOException;
    }

    /** @param prefix of every key, empty or without a slash at either end */
    public S3Storage(String bucket, String prefix, Configuration hadoop) throws IOException {
        var fileSystem = (S3AFileSystem) FileSystem.get(URI.create("s3a://" + bucket), hadoop);
        this.client = fileSystem.getS3AInternals().getAmazonS3Client("sluice");
        this.requests = fileSystem.getRequestFactory();
        this.bucket = bucket;
        this.prefix = prefix.isEmpty() ? "" : prefix + "/";
        this.hadoop = hadoop;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        return unlessAbsent(
                "read",
                path,
                () -> client.getObjectAsBytes(get -> get.bucket(bucket).key(key(path)))
                        .asByteArray());
    }

    @Override
    public InputStream open(String path) throws IOException {
        return call(
                "open", path, () -> client.getObject(get -> get.bucket(bucket).key(key(path))));
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        Optional<HeadObjectResponse> head = head(path);
        return head.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(head.get().contentLength());
    }

    private Optional<HeadObjectResponse> head(String path) throws IOException {
        return unlessAbsent(
                "look at",
                path,
                () -> client.headObject(head -> head.bucket(bucket).key(key(path))));
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        String under = folder.isEmpty() ? prefix : key(folder) + "/";
        List<Entry> entries = new ArrayList<>();
        call("list", folder, () -> {
            for (ListObjectsV2Response page : client.listObjectsV2Paginator(request(under, "/"))) {
                page.commonPrefixes().forEach(child -> {
                    String name = child.prefix().substring(under.length());
                    entries.add(new Entry(name.substring(0, name.length() - 1), true, 0));
                });
                for (S3Object object : page.contents()) {
                    String name = object.key().substring(under.length());
                    if (!name.isEmpty()) { // a folder's own marker
                        entries.add(new Entry(name, false, object.size()));
                    }
                }
            }
            return entries;
        });
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    private ListObjectsV2Request request(String under, @Nullable String delimiter) {
        return ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(under)
                .delimiter(delimiter)
                .build();
    }

    /** A request that was answered too late is sent again by the client, and then finds its own object in the way. */
    @Override
    public boolean createIfAbsent(String path, byte[] content) throws IOException {
        int status = CONFLICT;
        for (int attempt = 0; status == CONFLICT && attempt < ATTEMPTS; attempt++) {
            status = putIfAbsent(path, RequestBody.fromBytes(content), content.length);
        }
        if (status == CONFLICT) {
            throw new IOException("Cannot create " + location(path) + ": others write it at the same time");
        }
        return status == OK || Arrays.equals(content, read(path).orElse(null));
    }

    @Override
    public boolean createIfAbsent(String path, InputStream content, long bytes) throws IOException {
        return putIfAbsent(path, RequestBody.fromInputStream(content, bytes), bytes) == OK;
    }

    private int putIfAbsent(String path, RequestBody content, long bytes) throws IOException {
        return call("create", path, () -> {
            try {
                client.putObject(put(path, bytes).ifNoneMatch("*").build(), content);
                return OK;
            } catch (S3Exception failed) {
                if (failed.statusCode() == PRECONDITION_FAILED || failed.statusCode() == CONFLICT) {
                    return failed.statusCode();
                }
                throw failed;
            }
        });
    }

    private PutObjectRequest.Builder put(String path, long bytes) {
        return requests.newPutObjectRequestBuilder(key(path), PutObjectOptions.defaultOptions(), bytes, false);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        call("write", path, () -> client.putObject(put(path, content.length).build(), RequestBody.fromBytes(content)));
    }

    /** Nothing to do: what the store has answered for is durable. */
    @Override
    public void makeDurable(Collection<String> paths) {}

    @Override
    public boolean move(String from, String to) throws IOException {
        Optional<HeadObjectResponse> source = head(from);
        if (source.isEmpty()) {
            return false;
        }
        if (size(to).isEmpty()) {
            Optional<?> copied = unlessAbsent(
                    "copy",
                    from,
                    () -> client.copyObject(requests.newCopyObjectRequestBuilder(key(from), key(to), source.get())
                            .build()));
            if (copied.isEmpty()) {
                return false; // Someone else has moved it meanwhile.
            }
        } else if (!SameContent.is(this, from, this, to)) {
            throw new FileAlreadyExistsException(location(to));
        }
        delete(from);
        return true;
    }

    @Override
    public boolean moveTo(LakeStorage other, String path) throws IOException {
        return other instanceof S3Storage s3 && s3.client == client && s3.bucket.equals(bucket)
                ? new S3Storage(this, "").move(key(path), s3.key(path))
                : LakeStorage.super.moveTo(other, path);
    }

    private S3Storage(S3Storage same, String prefix) {
        this.client = same.client;
        this.requests = same.requests;
        this.bucket = same.bucket;
        this.prefix = prefix;
        this.hadoop = same.hadoop;
    }

    @Override
    public void delete(String path) throws IOException {
        call(
                "delete",
                path,
                () -> client.deleteObject(delete -> delete.bucket(bucket).key(key(path))));
    }

    @Override
    public void deleteFolder(String folder) throws IOException {
        List<String> keys = new ArrayList<>();
        call("list", folder, () -> {
            client.listObjectsV2Paginator(request(key(folder) + "/", null)).contents().stream()
                    .map(S3Object::key)
                    .forEach(keys::add);
            return keys;
        });
        for (String key : keys) {
            delete(key.substring(prefix.length()));
        }
    }

    @Override
    public String location(String path) {
        String key = key(path);
        return "s3a://" + bucket + (key.isEmpty() ? "" : "/" + key.replaceFirst("/$", ""));
    }

    @Override
    public Configuration hadoop() {
        return hadoop;
    }

    private String key(String path) {
        return prefix + path;
    }

    private <T> Optional<T> unlessAbsent(String what, String path, Call<T> call) throws IOException {
        return call(what, path, () -> {
            try {
                return Optional.of(call.make());
            } catch (S3Exception failed) {
                if (failed.statusCode() == NOT_FOUND) {
                    return Optional.empty();
                }
                throw failed;
            }
        });
    }

    private <T> T call(String what, String path, Call<T> call) throws IOException {
        try {
            return call.make();
        } catch (SdkException failed) {
            throw S3AUtils.translateException(what, location(path), failed);
        }
    }
}
