package dev.sluice.service.rawzone.storage;

import dev.sluice.record.commitlog.RawFile;
import dev.sluice.record.durable.DurableFiles;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The RAW zone in a folder of a file system with hard links. A link is the one call that creates a complete file under
 * a name and fails when the name is taken; a rename would overwrite.
 */
public final class LocalStorage implements RawStorage {

    private final Path root;

    public LocalStorage(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Prepared prepare(Path local, String path) throws IOException {
        String stagedName = Staging.name(path);
        Path staged = resolve(stagedName);
        DurableFiles.createFolders(folder(staged));
        try {
            Files.createLink(staged, local);
        } catch (FileAlreadyExistsException repeated) {
            // The name is unique to one attempt: an earlier call of ours created it, perhaps not completely.
            Files.delete(staged);
            return prepare(local, path);
        } catch (FileSystemException | UnsupportedOperationException otherFileSystem) {
            Files.copy(local, staged, StandardCopyOption.REPLACE_EXISTING);
        }
        DurableFiles.fsync(staged);
        DurableFiles.fsyncDirectory(folder(staged));
        return new Prepared(path, stagedName, null);
    }

    @Override
    public void publish(RawFile file) throws IOException {
        if (file.staged() == null) {
            throw CannotPublish.becauseOfItsRecord(file, this);
        }
        Path staged = resolve(file.staged());
        Path target = resolve(file.path());
        DurableFiles.createFolders(folder(target));
        try {
            Files.createLink(target, staged);
        } catch (FileAlreadyExistsException published) {
            requireSame(file, target);
        } catch (NoSuchFileException gone) {
            // Whoever published it removed the staged name afterwards, so look again.
            requireSame(file, target);
        }
        DurableFiles.fsyncDirectory(folder(target));
        if (Files.deleteIfExists(staged)) {
            DurableFiles.fsyncDirectory(folder(staged));
        }
    }

    private void requireSame(RawFile file, Path target) throws IOException {
        if (!Files.exists(target)) {
            throw CannotPublish.becauseItIsGone(file, this);
        }
        if (Files.size(target) != file.bytes()) {
            throw CannotPublish.becauseItsNameIsTaken(file, this, Files.size(target));
        }
    }

    @Override
    public List<Prepared> prepared(String dataset) throws IOException {
        return Staging.prepared(dataset, list(Staging.folder(dataset), ""));
    }

    @Override
    public void discard(Prepared file) throws IOException {
        Files.deleteIfExists(resolve(Staging.requireStaged(file)));
    }

    @Override
    public boolean createIfAbsent(String name, byte[] content) throws IOException {
        Path target = resolve(name);
        return DurableFiles.createIfAbsent(target, content);
    }

    @Override
    public void replace(String name, byte[] content) throws IOException {
        Path target = resolve(name);
        Path aside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
        try {
            DurableFiles.createIfAbsent(aside, content);
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.fsyncDirectory(folder(target));
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(resolve(name)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> list(String folder, String after) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(resolve(folder))) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (!name.startsWith(".") && name.compareTo(after) > 0) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    @Override
    public void forEachFile(String folder, Found found) throws IOException {
        Path start = resolve(folder);
        if (Files.isDirectory(start)) {
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                    return isHidden(visited) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!isHidden(file)) {
                        found.file(
                                root.relativize(file).toString().replace(File.separatorChar, '/'), attributes.size());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }

                private boolean isHidden(Path path) {
                    return !path.equals(root) && path.getFileName().toString().startsWith(".");
                }
            });
        }
    }

    @Override
    public OptionalLong length(String name) throws IOException {
        try {
            return OptionalLong.of(Files.size(resolve(name)));
        } catch (NoSuchFileException absent) {
            return OptionalLong.empty();
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        try {
            return Files.newInputStream(resolve(name));
        } catch (NoSuchFileException absent) {
            throw new FileNotFoundException("no file " + name + " in " + root);
        }
    }

    private Path resolve(String name) {
        return name.isEmpty() ? root : root.resolve(RelativeName.checked(name, this));
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file of the RAW zone is in a folder");
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
