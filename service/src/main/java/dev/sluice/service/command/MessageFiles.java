package dev.sluice.service.command;

import dev.sluice.record.commandline.WrongUseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages by the name of where they are from: files, the XML files below directories, standard input. All are found
 * before the first is read, and one is read at a time.
 */
final class MessageFiles {

    private static final String STANDARD_INPUT = "-";

    private final InputStream standardInput;
    private final PrintStream notes;
    private final String purpose;

    /**
     * @param notes is told of what is passed over
     * @param purpose ends "Cannot" in messages, before the name of what cannot be read
     */
    MessageFiles(InputStream standardInput, PrintStream notes, String purpose) {
        this.standardInput = standardInput;
        this.notes = notes;
        this.purpose = purpose;
    }

    /** @throws WrongUseException when there is nothing to read under one of the names */
    List<String> find(List<String> names) {
        List<String> sources = new ArrayList<>();
        for (String name : names) {
            Path path = Path.of(name);
            if (name.equals(STANDARD_INPUT)) {
                sources.add(name);
            } else if (Files.isDirectory(path)) {
                sources.addAll(findBelow(path));
            } else if (Files.isReadable(path)) {
                sources.add(name);
            } else {
                throw cannot(name, Files.exists(path) ? "no permission to read it" : "no such file", null);
            }
        }
        return sources;
    }

    /** @return nothing when the message has more bytes than that */
    Optional<byte[]> read(String source, int mostBytes) {
        try (InputStream file = source.equals(STANDARD_INPUT) ? null : Files.newInputStream(Path.of(source))) {
            InputStream in = file == null ? standardInput : file;
            byte[] message = in.readNBytes(mostBytes);
            return in.read() < 0 ? Optional.of(message) : Optional.empty();
        } catch (IOException failed) {
            throw cannot(source, reason(failed), failed);
        }
    }

    private List<String> findBelow(Path directory) {
        XmlFiles found = new XmlFiles(directory);
        try {
            Files.walkFileTree(directory, found);
        } catch (IOException failed) {
            throw cannot(directory.toString(), reason(failed), failed);
        }
        if (found.files.isEmpty()) {
            throw cannot(directory.toString(), "there is no file named *.xml in it", null);
        }
        if (found.others > 0) {
            notes.println("Passed over " + found.others + " of " + (found.others + found.files.size()) + " files in "
                    + directory + ", which are not named *.xml");
        }
        return found.files.stream().sorted().map(Path::toString).toList();
    }

    private static String reason(IOException failed) {
        return failed instanceof AccessDeniedException denied
                ? "no permission to read " + denied.getFile()
                : failed instanceof NoSuchFileException ? "no such file" : String.valueOf(failed.getMessage());
    }

    private WrongUseException cannot(String name, String reason, @Nullable Throwable cause) {
        String message = "Cannot " + purpose + " " + name + ": " + reason;
        return cause == null ? new WrongUseException(message) : new WrongUseException(message, cause);
    }

    /** Whatever hides behind a dot is left alone. */
    private static final class XmlFiles extends SimpleFileVisitor<Path> {

        private final Path root;
        private final List<Path> files = new ArrayList<>();
        private int others;

        private XmlFiles(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return isHidden(directory) && !directory.equals(root)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file)) {
                boolean isXml = file.toString().toLowerCase(Locale.ROOT).endsWith(".xml") && Files.isRegularFile(file);
                if (isXml) {
                    files.add(file);
                } else {
                    others++;
                }
            }
            return FileVisitResult.CONTINUE;
        }

        private static boolean isHidden(Path path) {
            return String.valueOf(path.getFileName()).startsWith(".");
        }
    }
}
