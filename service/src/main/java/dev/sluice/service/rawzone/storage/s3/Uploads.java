package dev.sluice.service.rawzone.storage.s3;

import dev.sluice.service.rawzone.storage.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/** Multipart uploads of a bucket: begun with all their parts, then completed or aborted. Thread-safe. */
final class Uploads {

    /** The object's metadata hold what the commit record does, whatever a store makes of its ETags. */
    static final String CHECKSUM = "sluice-checksum";

    private static final int MOST_PARTS = 10_000;

    private final S3Client client;
    private final String bucket;
    private final Encrypted encrypted;
    private final long partSize;

    Uploads(S3Client client, String bucket, Encrypted encrypted, long partSize) {
        this.client = client;
        this.bucket = bucket;
        this.encrypted = encrypted;
        this.partSize = partSize;
    }

    /** Uploads all parts of a file. An earlier attempt at the same key is aborted: the key is unique to one file. */
    Upload begin(Path local, String key) throws IOException {
        under(key).filter(earlier -> earlier.key().equals(key)).forEach(earlier -> abort(key, earlier.uploadId()));
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType("application/vnd.apache.parquet")
                .metadata(Map.of(CHECKSUM, Checksum.of(local)));
        encrypted.apply(request);
        String id = client.createMultipartUpload(request.build()).uploadId();
        return new Upload(id, upload(local, key, id));
    }

    private List<String> upload(Path local, String key, String id) throws IOException {
        List<String> tags = new ArrayList<>();
        try (FileChannel file = FileChannel.open(local)) {
            long size = file.size();
            ByteBuffer part = ByteBuffer.allocate((int) Math.min(size, partSize(size)));
            do {
                readFully(file, part.clear());
                tags.add(upload(part.flip(), key, id, tags.size() + 1));
            } while (file.position() < size);
        }
        return tags;
    }

    private long partSize(long size) {
        return Math.max(partSize, (size + MOST_PARTS - 1) / MOST_PARTS);
    }

    private static void readFully(FileChannel file, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining() && file.read(buffer) >= 0) {
            continue;
        }
    }

    private String upload(ByteBuffer content, String key, String id, int number) {
        String md5 = Md5.of(content.duplicate());
        return client.uploadPart(
                        part -> part.bucket(bucket)
                                .key(key)
                                .uploadId(id)
                                .partNumber(number)
                                .contentMD5(md5),
                        RequestBody.fromRemainingByteBuffer(content))
                .eTag();
    }

    /** @return false when there is no such upload any more */
    boolean complete(String key, Upload upload) {
        List<CompletedPart> parts = IntStream.rangeClosed(1, upload.parts().size())
                .mapToObj(number -> CompletedPart.builder()
                        .partNumber(number)
                        .eTag(upload.parts().get(number - 1))
                        .build())
                .toList();
        try {
            client.completeMultipartUpload(complete -> complete.bucket(bucket)
                    .key(key)
                    .uploadId(upload.uploadId())
                    .multipartUpload(all -> all.parts(parts)));
            return true;
        } catch (NoSuchUploadException gone) {
            return false;
        }
    }

    void abort(String key, String id) {
        try {
            client.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(id));
        } catch (NoSuchUploadException gone) {
            return;
        }
    }

    /** Those whose key begins so. */
    Stream<MultipartUpload> under(String start) {
        return client.listMultipartUploadsPaginator(list -> list.bucket(bucket).prefix(start)).uploads().stream();
    }
}
