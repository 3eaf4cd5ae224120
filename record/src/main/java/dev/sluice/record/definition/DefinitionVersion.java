package dev.sluice.record.definition;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells by their bytes one definition, and the schema files that it is read with, from another. */
final class DefinitionVersion {

    private static final int DIGITS = 12;

    private final byte[] definition;
    private final SortedMap<String, byte[]> schemaFiles = new TreeMap<>();

    DefinitionVersion(byte[] definition) {
        this.definition = digest(definition);
    }

    /** @param path from the definition's folder */
    void addSchemaFile(String path, byte[] content) {
        schemaFiles.put(path, digest(content));
    }

    /** The digest of the definition alone, or that of its digest and those of the schema files by their paths. */
    String digits() {
        byte[] digest = definition;
        if (!schemaFiles.isEmpty()) {
            MessageDigest all = sha256();
            all.update(definition);
            schemaFiles.values().forEach(all::update);
            digest = all.digest();
        }
        return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    }

    private static byte[] digest(byte[] content) {
        return sha256().digest(content);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
