package dev.sluice.service.rawzone.storage.s3;

import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tells what a person has to put right from what passes by itself. */
final class S3Errors {

    private static final Set<Integer> PASSING_STATUS = Set.of(408, 409, 425, 429);
    private static final Set<String> PASSING_CODES =
            Set.of("RequestTimeout", "ExpiredToken", "BadDigest", "IncompleteBody", "SlowDown", "InternalError");

    private final RawStorage storage;

    interface Call<T> {
        T run() throws IOException;
    }

    S3Errors(RawStorage storage) {
        this.storage = storage;
    }

    /** @param what the attempt, for a message such as "read books/genesis.json" */
    <T> T named(String what, Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (S3Exception answer) {
            String message = "Cannot " + what + " in " + storage + ": " + code(answer) + " (status "
                    + answer.statusCode() + ", request " + answer.requestId() + ")";
            if (passes(answer)) {
                throw new IOException(message, answer);
            }
            throw new RawZoneException(message + "; " + whatToDo(answer), answer);
        } catch (SdkException noAnswer) {
            throw new IOException("Cannot " + what + " in " + storage + ": " + reason(noAnswer), noAnswer);
        }
    }

    /** Credentials that cannot be found now may be there later: some come from servers. */
    private static String reason(SdkException noAnswer) {
        String message = String.valueOf(noAnswer.getMessage());
        return message.startsWith("Unable to load credentials")
                ? "no credentials found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this process a profile,"
                        + " a service account or an instance role"
                : message;
    }

    /** Of an object; a bucket that is not there is another matter. */
    static boolean isAbsent(S3Exception answer) {
        return answer.statusCode() == 404 && !code(answer).equals("NoSuchBucket");
    }

    private static boolean passes(S3Exception answer) {
        return PASSING_STATUS.contains(answer.statusCode())
                || PASSING_CODES.contains(code(answer))
                || (answer.statusCode() >= 500 && answer.statusCode() != 501);
    }

    private static String whatToDo(S3Exception answer) {
        return switch (code(answer)) {
            case "NoSuchBucket" -> "create the bucket, or correct its name";
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "AuthFailure" ->
                "correct the credentials that the environment gives to this process";
            case "RequestTimeTooSkewed" -> "correct this machine's clock";
            case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
                "set sluice.raw.s3.region to the bucket's";
            case "NotImplemented", "MethodNotAllowed" -> "the store lacks what docs/raw-zone.md requires of one";
            default ->
                answer.statusCode() == 403
                        ? "let this identity make the calls that docs/raw-zone.md lists"
                        : "the store will refuse it again: see its log";
        };
    }

    /** An answer without a body, as to HEAD, has no code. */
    private static String code(S3Exception answer) {
        String code = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        if (code != null) {
            return code;
        }
        return switch (answer.statusCode()) {
            case 301 -> "PermanentRedirect";
            case 403 -> "AccessDenied";
            case 404 -> "NotFound";
            default -> "no error code";
        };
    }
}
