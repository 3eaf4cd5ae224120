package dev.sluice.record.durable;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** A folder as a person names it. */
public final class LocalFolder {

    /** Two letters at least: one is a drive. Java would take such a name for a folder called {@code s3a:}. */
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

    private LocalFolder() {}

    /** @throws IllegalArgumentException when it names another storage, such as {@code s3a://bucket/path} */
    public static Path of(String name) {
        if (URI.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    name + ", expected a folder of a local or mounted file system; no other storage is supported yet");
        }
        return Path.of(name);
    }
}
