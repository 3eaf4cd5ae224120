package dev.sluice.service.rawzone.storage.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * Judges calls by the policy of the security page before they are sent, as S3Proxy has no policies. Knows of IAM what
 * that policy uses: actions, and resources with a star at the end.
 */
public final class FakePolicy implements ExecutionInterceptor {

    private static final String RESOURCE = "arn:aws:s3:::";

    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("PutObject", "s3:PutObject"),
            Map.entry("CreateMultipartUpload", "s3:PutObject"),
            Map.entry("UploadPart", "s3:PutObject"),
            Map.entry("CompleteMultipartUpload", "s3:PutObject"),
            Map.entry("AbortMultipartUpload", "s3:AbortMultipartUpload"),
            Map.entry("GetObject", "s3:GetObject"),
            Map.entry("HeadObject", "s3:GetObject"),
            Map.entry("DeleteObject", "s3:DeleteObject"),
            Map.entry("ListObjectsV2", "s3:ListBucket"),
            Map.entry("ListMultipartUploads", "s3:ListBucketMultipartUploads"),
            Map.entry("GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration"));

    private final Map<String, Set<String>> resources = new TreeMap<>();
    private final Set<String> used = new ConcurrentSkipListSet<>();

    private static volatile FakePolicy inForce;

    /** Judges nothing, but hands on to the policy that is in force; for the SDK, which finds it by its name. */
    public FakePolicy() {}

    static FakePolicy ofTheSecurityPage() throws IOException {
        String page = Files.readString(Path.of("../docs/security.md"));
        int start = page.indexOf("```json\n") + "```json\n".length();
        var policy = new FakePolicy();
        for (JsonNode statement : new ObjectMapper()
                .readTree(page.substring(start, page.indexOf("```", start)))
                .path("Statement")) {
            if (statement.has("Condition")) {
                throw new IllegalStateException("Cannot judge by " + statement + ": it has a condition");
            }
            JsonNode actions = statement.path("Action");
            String resource = statement.path("Resource").asText();
            if (actions.isTextual()) {
                policy.allow(actions.asText(), resource);
            }
            actions.forEach(action -> policy.allow(action.asText(), resource));
        }
        return policy;
    }

    private void allow(String action, String resource) {
        resources.computeIfAbsent(action, absent -> new TreeSet<>()).add(resource);
    }

    Set<String> actions() {
        return resources.keySet();
    }

    /** Those that were asked for. */
    Set<String> used() {
        return used;
    }

    FakePolicy without(String action) {
        var less = new FakePolicy();
        less.resources.putAll(resources);
        less.resources.remove(action);
        return less;
    }

    /** For every call of this process from now on; null for no policy. */
    static void enforce(FakePolicy policy) {
        inForce = policy;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        FakePolicy policy = inForce;
        if (policy != null && context.request() instanceof S3Request request) {
            policy.judge(request);
        }
    }

    private void judge(S3Request request) {
        String call = request.getClass().getSimpleName().replace("Request", "");
        String action = ACTIONS.getOrDefault(call, call);
        String key = request.getValueForField("Key", String.class).orElse("");
        used.add(action);
        // The bucket's name is the test's.
        String resource = RESOURCE + "company-lake" + (key.isEmpty() ? "" : "/" + key);
        boolean allowed =
                resources.getOrDefault(action, Set.of()).stream().anyMatch(pattern -> matches(pattern, resource));
        if (!allowed) {
            throw S3Exception.builder()
                    .statusCode(403)
                    .awsErrorDetails(
                            AwsErrorDetails.builder().errorCode("AccessDenied").build())
                    .message("not allowed: " + action + " on " + resource)
                    .build();
        }
    }

    private static boolean matches(String pattern, String resource) {
        return pattern.endsWith("*")
                ? resource.startsWith(pattern.substring(0, pattern.length() - 1))
                : resource.equals(pattern);
    }
}
