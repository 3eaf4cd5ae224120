package dev.sluice.service.rawzone.storage.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How an S3 bucket is reached. Credentials come from where every AWS SDK looks for them.
 *
 * @param endpoint of a store that speaks S3; AWS's own when not set
 * @param region of the bucket; from where every AWS SDK looks for it when not set
 * @param pathStyle whether the bucket is part of the path rather than of the host name
 * @param encryption that is asked for with every object
 * @param kmsKeyId of {@code encryption=kms}; the account's default key for S3 when not set
 * @param partSize of an upload
 * @param timeout of one attempt at one call, of which the client makes two
 */
public record S3Settings(
        @Nullable URI endpoint,
        @Nullable String region,
        @DefaultValue("false") boolean pathStyle,
        @DefaultValue("bucket") Encryption encryption,
        @Nullable String kmsKeyId,
        @DefaultValue("16MB") DataSize partSize,
        @DefaultValue("30s") Duration timeout) {

    private static final DataSize SMALLEST_PART = DataSize.ofMegabytes(5);
    private static final DataSize LARGEST_PART = DataSize.ofMegabytes(512);

    public enum Encryption {
        /** As the bucket does by itself. */
        BUCKET,
        /** With keys of S3. */
        AES256,
        /** With a key of the key management service. */
        KMS
    }

    public S3Settings {
        if (endpoint != null
                && (endpoint.getHost() == null
                        || !String.valueOf(endpoint.getScheme()).matches("https?"))) {
            throw new IllegalArgumentException(
                    "Invalid sluice.raw.s3.endpoint: " + endpoint + ", expected http(s)://host:port");
        }
        if (kmsKeyId != null && encryption != Encryption.KMS) {
            throw new IllegalArgumentException("Invalid sluice.raw.s3.kms-key-id: " + kmsKeyId
                    + ", expected sluice.raw.s3.encryption=kms with it");
        }
        if (partSize.compareTo(SMALLEST_PART) < 0 || partSize.compareTo(LARGEST_PART) > 0) {
            throw new IllegalArgumentException("Invalid sluice.raw.s3.part-size: " + partSize + ", expected "
                    + SMALLEST_PART + " to " + LARGEST_PART);
        }
        if (timeout.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException(
                    "Invalid sluice.raw.s3.timeout: " + timeout + ", expected at least 100 ms");
        }
    }
}
