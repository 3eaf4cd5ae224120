package dev.sluice.service.rawzone.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import dev.sluice.service.rawzone.storage.s3.S3Settings.Encryption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of a store's answers that the real test server cannot be made to give. */
class S3AnswersTest {

    @BeforeAll
    static void haveCredentials() {
        System.setProperty("aws.accessKeyId", "any");
        System.setProperty("aws.secretAccessKey", "any");
    }

    @ParameterizedTest
    @CsvSource({
        "409, ConditionalRequestConflict",
        "400, RequestTimeout",
        "400, ExpiredToken",
        "429, TooManyRequests",
        "500, InternalError",
        "503, SlowDown"
    })
    void triesAgainAfterWhatPassesByItself(int status, String code) throws Exception {
        try (FakeS3 store = FakeS3.refusing(status, code);
                RawStorage storage = store.open(Encryption.BUCKET, null)) {
            assertThatThrownBy(() -> storage.createIfAbsent("_commits/1.json", new byte[1]))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot create _commits/1.json in s3://lake/raw: " + code)
                    .hasMessageNotContaining("\n");
            assertThat(store.requests()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, let this identity make the calls that docs/raw-zone.md lists",
        "403, InvalidAccessKeyId, correct the credentials",
        "403, RequestTimeTooSkewed, correct this machine's clock",
        "404, NoSuchBucket, create the bucket",
        "400, AuthorizationHeaderMalformed, set sluice.raw.s3.region",
        "400, KMS.DisabledException, the store will refuse it again",
        "501, NotImplemented, the store lacks what docs/raw-zone.md requires"
    })
    void stopsWhereAPersonHasToPutSomethingRight(int status, String code, String next) throws Exception {
        try (FakeS3 store = FakeS3.refusing(status, code);
                RawStorage storage = store.open(Encryption.BUCKET, null)) {
            assertThatThrownBy(() -> storage.createIfAbsent("_commits/1.json", new byte[1]))
                    .isInstanceOf(RawZoneException.class)
                    .hasMessageStartingWith("Cannot create _commits/1.json in s3://lake/raw: " + code)
                    .hasMessageContaining("; " + next)
                    .hasMessageNotContaining("\n");
            assertThatThrownBy(() -> storage.read("_commits/1.json")).isInstanceOf(RawZoneException.class);
        }
    }

    @Test
    void losesToWhoeverWasFirst() throws Exception {
        try (FakeS3 store = FakeS3.refusing(412, "PreconditionFailed");
                RawStorage storage = store.open(Encryption.BUCKET, null)) {
            assertThat(storage.createIfAbsent("_commits/1.json", new byte[1])).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"BUCKET,,", "AES256,, AES256", "KMS,, aws:kms", "KMS, a-key, aws:kms"})
    void asksForTheEncryptionOfTheSettings(Encryption encryption, String key, String algorithm, @TempDir Path directory)
            throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "rows");
        try (FakeS3 store = FakeS3.answering(200, "<Result><UploadId>an-upload</UploadId></Result>");
                RawStorage storage = store.open(encryption, key)) {
            storage.createIfAbsent("_commits/1.json", new byte[1]);
            storage.prepare(file, "books/x.parquet");

            assertThat(store.requests())
                    .filteredOn(request ->
                            request.method().equals("PUT") && request.query().equals("null")
                                    || request.query().startsWith("uploads")
                                            && request.method().equals("POST"))
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request.encryption()).isEqualTo(headers(algorithm, key)));
        }
    }

    private static Map<String, String> headers(String algorithm, String key) {
        if (algorithm == null) {
            return Map.of();
        }
        return key == null
                ? Map.of("x-amz-server-side-encryption", algorithm)
                : Map.of("x-amz-server-side-encryption", algorithm, "x-amz-server-side-encryption-aws-kms-key-id", key);
    }
}
