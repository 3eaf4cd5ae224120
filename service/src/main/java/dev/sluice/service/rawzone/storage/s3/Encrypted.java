package dev.sluice.service.rawzone.storage.s3;

import dev.sluice.service.rawzone.storage.s3.S3Settings.Encryption;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Asks for the encryption of the settings in each request that creates an object. */
record Encrypted(Encryption encryption, @Nullable String kmsKeyId) {

    void apply(PutObjectRequest.Builder request) {
        request.serverSideEncryption(algorithm()).ssekmsKeyId(kmsKeyId);
    }

    void apply(CreateMultipartUploadRequest.Builder request) {
        request.serverSideEncryption(algorithm()).ssekmsKeyId(kmsKeyId);
    }

    private @Nullable ServerSideEncryption algorithm() {
        return switch (encryption) {
            case BUCKET -> null;
            case AES256 -> ServerSideEncryption.AES256;
            case KMS -> ServerSideEncryption.AWS_KMS;
        };
    }
}
