package dev.sluice.service.rawzone.storage;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a RAW zone is: what {@code --raw} and {@code sluice.raw.path} say. */
public sealed interface StorageLocation {

    /** A scheme has two letters at least, so that nothing else is mistaken for one. */
    Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);

    String EXPECTED = "a local path, hdfs://host:port/path or s3://bucket/prefix";

    /** A folder of a local or mounted file system. */
    record Local(Path folder) implements StorageLocation {
        @Override
        public String toString() {
            return folder.toString();
        }
    }

    /** A folder of HDFS; without a host, that of {@code fs.defaultFS}. */
    record Hdfs(URI folder) implements StorageLocation {
        @Override
        public String toString() {
            return folder.toString();
        }
    }

    /** @param prefix of every key, empty or without a slash at either end */
    record S3(String bucket, String prefix) implements StorageLocation {
        @Override
        public String toString() {
            return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
        }
    }

    /** @throws IllegalArgumentException with one line that says what was expected */
    static StorageLocation of(String text) {
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            return local(text, text);
        }
        return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
            case "file" -> local(text, scheme.group(2).replaceFirst("^//(localhost)?(?=/)", ""));
            case "hdfs" -> hdfs(text);
            case "s3" -> s3(text, scheme.group(2));
            case "s3a", "s3n" -> throw invalid(text, "s3:" + scheme.group(2));
            default -> throw invalid(text, EXPECTED);
        };
    }

    private static StorageLocation local(String text, String path) {
        try {
            if (path.isBlank() || path.startsWith("//")) {
                throw invalid(text, EXPECTED);
            }
            return new Local(Path.of(path));
        } catch (InvalidPathException invalid) {
            throw invalid(text, EXPECTED);
        }
    }

    private static StorageLocation hdfs(String text) {
        String expected = "hdfs://host:port/path";
        try {
            URI uri = new URI(text);
            String path = uri.getPath();
            if (path == null || !path.startsWith("/") || path.length() == 1 || uri.getQuery() != null) {
                throw invalid(text, expected + " with a folder");
            }
            if (uri.getAuthority() != null && uri.getHost() == null) {
                throw invalid(text, expected);
            }
            return new Hdfs(uri);
        } catch (URISyntaxException invalid) {
            throw invalid(text, expected);
        }
    }

    private static StorageLocation s3(String text, String rest) {
        Matcher parts = Pattern.compile("//([^/]+)(?:/+(.*?)/*)?").matcher(rest);
        if (!parts.matches()) {
            throw invalid(text, "s3://bucket/prefix with a bucket");
        }
        String prefix = parts.group(2) == null ? "" : parts.group(2);
        if (prefix.contains("//")) {
            throw invalid(text, "s3://bucket/prefix without empty names in the prefix");
        }
        return new S3(parts.group(1), prefix);
    }

    private static IllegalArgumentException invalid(String text, String expected) {
        return new IllegalArgumentException("Invalid RAW zone: " + text + ", expected " + expected);
    }
}
