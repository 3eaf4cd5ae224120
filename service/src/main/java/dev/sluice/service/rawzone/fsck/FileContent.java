package dev.sluice.service.rawzone.fsck;

import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Reads a file as deeply as was asked for. Thread-safe. */
final class FileContent {

    private static final int BUFFER = 1 << 16;

    private final RawStorage storage;
    private final Depth depth;

    FileContent(RawStorage storage, Depth depth) {
        this.storage = storage;
        this.depth = depth;
    }

    /** @param named of the right length */
    Optional<Finding> check(NamedFile named) throws IOException {
        return switch (depth) {
            case LENGTHS -> Optional.empty();
            case CHECKSUMS -> checksum(named, OutputStream.nullOutputStream());
            case ROWS -> rows(named);
        };
    }

    private Optional<Finding> checksum(NamedFile named, OutputStream copy) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(storage.open(named.file().path()), digest)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                copy.write(buffer, 0, read);
            }
        }
        String found = "sha256:" + HexFormat.of().formatHex(digest.digest());
        return found.equals(named.file().checksum())
                ? Optional.empty()
                : Optional.of(named.finding(
                        FindingKind.WRONG_CHECKSUM,
                        "its bytes are not those that were written: " + found + ", its record says "
                                + named.file().checksum()));
    }

    /** A Parquet reader jumps about in the file, which only a local one is good for. */
    private Optional<Finding> rows(NamedFile named) throws IOException {
        Path local = Files.createTempFile("sluice-fsck-", ".parquet");
        try {
            Optional<Finding> changed;
            try (OutputStream copy = Files.newOutputStream(local)) {
                changed = checksum(named, copy);
            }
            return changed.isPresent() ? changed : RowOffsets.check(local, named);
        } finally {
            Files.deleteIfExists(local);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
