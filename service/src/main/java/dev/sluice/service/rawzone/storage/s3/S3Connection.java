package dev.sluice.service.rawzone.storage.s3;

import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Configures the client of a bucket. */
public final class S3Connection {

    /** The sink retries itself, visibly; the second attempt is for a connection that the store has closed meanwhile. */
    private static final int ATTEMPTS = 2;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private S3Connection() {}

    /**
     * @param prefix of every key, empty or without a slash at either end
     * @throws RawZoneException when no region can be found
     */
    public static RawStorage open(String bucket, String prefix, S3Settings settings) {
        try {
            return new S3Storage(client(settings), bucket, prefix, settings);
        } catch (SdkClientException failure) {
            throw new RawZoneException(
                    "Cannot open s3://" + bucket + ": its region is not known; set sluice.raw.s3.region or AWS_REGION",
                    failure);
        }
    }

    private static S3Client client(S3Settings settings) {
        Duration timeout = settings.timeout();
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(ApacheHttpClient.builder()
                        .connectionTimeout(timeout.compareTo(CONNECT_TIMEOUT) < 0 ? timeout : CONNECT_TIMEOUT)
                        .socketTimeout(timeout))
                .overrideConfiguration(all -> all.apiCallAttemptTimeout(timeout)
                        .apiCallTimeout(timeout.multipliedBy(ATTEMPTS).plus(CONNECT_TIMEOUT))
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()))
                // Our own Content-MD5 is understood by every store; the newer trailing checksums are not.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .forcePathStyle(settings.pathStyle());
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint()).region(regionOfOwnStore());
        }
        if (settings.region() != null) {
            builder.region(Region.of(settings.region()));
        }
        return builder.build();
    }

    /** Other stores take any region, so its absence is no error; asking for an EC2 instance's would only cost time. */
    private static Region regionOfOwnStore() {
        try {
            return new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                    .getRegion();
        } catch (SdkClientException none) {
            return Region.US_EAST_1;
        }
    }
}
