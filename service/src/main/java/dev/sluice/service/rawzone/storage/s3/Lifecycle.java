package dev.sluice.service.rawzone.storage.s3;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** What a bucket does to uploads that wait: a rule that aborts them too early takes committed rows with them. */
final class Lifecycle {

    private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

    /** As long as the rows topic keeps rows by default, from which a lost file can be rebuilt. */
    private static final int EARLY_DAYS = 7;

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    Lifecycle(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    void warnOfEarlyAborts() {
        try {
            client.getBucketLifecycleConfiguration(get -> get.bucket(bucket)).rules().stream()
                    .filter(this::abortsEarly)
                    .forEach(rule -> log.warn(
                            "A lifecycle rule aborts incomplete uploads so early that a long outage could cost rows"
                                    + " which are committed but not yet published; expected at least {} days bucket={}"
                                    + " rule={} days={}",
                            EARLY_DAYS,
                            bucket,
                            rule.id(),
                            rule.abortIncompleteMultipartUpload().daysAfterInitiation()));
        } catch (SdkException unknown) {
            // No rules, no permission to ask, or a store that has no such thing: the last two are no reason to stop.
            log.debug("Cannot read the lifecycle rules bucket={} reason={}", bucket, unknown.getMessage());
        }
    }

    private boolean abortsEarly(LifecycleRule rule) {
        return rule.status() == ExpirationStatus.ENABLED
                && rule.abortIncompleteMultipartUpload() != null
                && rule.abortIncompleteMultipartUpload().daysAfterInitiation() < EARLY_DAYS
                && meets(rule);
    }

    private boolean meets(LifecycleRule rule) {
        String start = "";
        if (rule.filter() != null) {
            start = rule.filter().and() != null
                    ? rule.filter().and().prefix()
                    : rule.filter().prefix();
        }
        return start == null || start.startsWith(prefix) || prefix.startsWith(start);
    }
}
