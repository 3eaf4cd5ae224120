package dev.sluice.batch.storage;

import dev.sluice.record.durable.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** A zone in a folder of the local file system, or of one that is mounted and has atomic renames and hard links. */
public final class LocalStorage implements LakeStorage {

    private final Path root;
    private final Configuration hadoop = new Configuration();

    public LocalStorage(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public Path root() {
        return root;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(at(path)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(at(path));
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        try {
            return OptionalLong.of(Files.size(at(path)));
        } catch (NoSuchFileException absent) {
            return OptionalLong.empty();
        }
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> children = Files.list(at(folder))) {
            for (Path child :
                    children.sorted(Comparator.comparing(Path::getFileName)).toList()) {
                BasicFileAttributes attributes = Files.readAttributes(child, BasicFileAttributes.class);
                boolean isFolder = attributes.isDirectory();
                entries.add(new Entry(child.getFileName().toString(), isFolder, isFolder ? 0 : attributes.size()));
            }
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return List.of();
        }
        return entries;
    }

    @Override
    public boolean createIfAbsent(String path, byte[] content) throws IOException {
        return DurableFiles.createIfAbsent(at(path), content);
    }

    @Override
    public boolean createIfAbsent(String path, InputStream content, long bytes) throws IOException {
        return DurableFiles.createIfAbsent(at(path), content, bytes);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        Path file = at(path);
        DurableFiles.createFolders(folderOf(path));
        Path aside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        Files.write(aside, content, StandardOpenOption.CREATE_NEW);
        DurableFiles.fsync(aside);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void makeDurable(Collection<String> paths) throws IOException {
        Set<Path> folders = new HashSet<>(Set.of(root));
        for (String path : paths) {
            DurableFiles.fsync(at(path));
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                folders.add(at(path.substring(0, slash)));
            }
        }
        for (Path folder : folders) {
            DurableFiles.fsyncDirectory(folder);
        }
    }

    @Override
    public boolean move(String from, String to) throws IOException {
        Path target = at(to);
        DurableFiles.createFolders(folderOf(to));
        if (Files.exists(target)) {
            if (Files.exists(at(from))) {
                throw new FileAlreadyExistsException(target.toString());
            }
            return false;
        }
        try {
            Files.move(at(from), target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException absent) {
            return false;
        }
    }

    @Override
    public boolean moveTo(LakeStorage other, String path) throws IOException {
        Path from = at(path);
        if (other instanceof LocalStorage target && Files.exists(from) && !Files.exists(target.at(path))) {
            DurableFiles.createFolders(target.folderOf(path));
            try {
                Files.move(from, target.at(path), StandardCopyOption.ATOMIC_MOVE);
                DurableFiles.fsyncDirectory(target.folderOf(path));
                return true;
            } catch (AtomicMoveNotSupportedException anotherFileSystem) {
                return LakeStorage.super.moveTo(other, path);
            }
        }
        return LakeStorage.super.moveTo(other, path);
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(at(path));
    }

    @Override
    public void deleteFolder(String folder) throws IOException {
        if (!Files.exists(at(folder))) {
            return;
        }
        Files.walkFileTree(at(folder), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                if (failed instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // Another run cleans up as well.
                }
                throw failed;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed) throws IOException {
                if (failed != null) {
                    throw failed;
                }
                try {
                    Files.deleteIfExists(visited);
                } catch (DirectoryNotEmptyException written) {
                    return FileVisitResult.CONTINUE; // A run that cannot commit any more has not noticed yet.
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public String location(String path) {
        return "file:" + at(path); // not percent-encoded: Hadoop takes a path's text as it is
    }

    @Override
    public Configuration hadoop() {
        return hadoop;
    }

    private Path folderOf(String path) {
        return at(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
    }

    private Path at(String path) {
        return root.resolve(path);
    }
}
