package dev.sluice.batch;

import dev.sluice.batch.storage.HdfsStorage;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.storage.LocalStorage;
import dev.sluice.batch.storage.S3Storage;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/** A zone by what a person calls it. */
final class Zones {

    static final String EXPECTED = "a folder, hdfs://host:port/path or s3://bucket/prefix";

    /** A scheme has two letters at least, so that a drive is not mistaken for one. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);

    private static final Pattern BUCKET_AND_PREFIX = Pattern.compile("//([^/]+)(?:/+(.*?)/*)?");

    private Zones() {}

    /** @param option that the location was given by, for an error */
    static LakeStorage open(String option, String location, Configuration hadoop) {
        Matcher scheme = SCHEME.matcher(location);
        try {
            if (!scheme.matches()) {
                return new LocalStorage(Path.of(location));
            }
            return switch (scheme.group(1)) {
                case "file" -> new LocalStorage(Path.of(scheme.group(2).replaceFirst("^//(localhost)?(?=/)", "")));
                case "hdfs" -> hdfs(option, location, hadoop);
                case "s3", "s3a" -> s3(option, location, scheme.group(2), hadoop);
                default -> throw invalid(option, location);
            };
        } catch (InvalidPathException invalid) {
            throw invalid(option, location);
        } catch (IOException failed) {
            throw new UserErrorException("Cannot open " + option + " " + location + ": " + failed.getMessage(), failed);
        }
    }

    private static LakeStorage hdfs(String option, String location, Configuration hadoop) throws IOException {
        var root = new org.apache.hadoop.fs.Path(location);
        if (root.isRoot() || root.toUri().getPath().isEmpty()) {
            throw invalid(option, location);
        }
        return new HdfsStorage(root.makeQualified(root.toUri(), root), hadoop);
    }

    private static LakeStorage s3(String option, String location, String rest, Configuration hadoop)
            throws IOException {
        Matcher parts = BUCKET_AND_PREFIX.matcher(rest);
        String prefix = !parts.matches() || parts.group(2) == null ? "" : parts.group(2);
        if (!parts.matches() || prefix.contains("//")) {
            throw invalid(option, location);
        }
        return new S3Storage(parts.group(1), prefix, hadoop);
    }

    private static WrongUseException invalid(String option, String location) {
        return new WrongUseException("Invalid " + option + ": " + location + ", expected " + EXPECTED);
    }
}
