package dev.sluice.service.rawzone.storage.hdfs;

import dev.sluice.record.commitlog.RawFile;
import dev.sluice.record.durable.OutputStreams;
import dev.sluice.service.rawzone.storage.CannotPublish;
import dev.sluice.service.rawzone.storage.Prepared;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RelativeName;
import dev.sluice.service.rawzone.storage.Staging;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.jspecify.annotations.Nullable;

/**
 * The RAW zone in a folder of HDFS. A rename by {@code FileContext} without options is the one call that gives a
 * complete file its name and throws when the name is taken; {@code FileSystem.rename} would return false for that, for
 * a missing source, and after moving the file somewhere else.
 */
public final class HdfsStorage implements RawStorage {

    private final FileContext files;
    private final Path root;
    private final HdfsErrors errors = new HdfsErrors(this);

    /** @param root with scheme and authority */
    HdfsStorage(FileContext files, Path root) {
        this.files = files;
        this.root = root;
    }

    @Override
    public Prepared prepare(java.nio.file.Path local, String path) throws IOException {
        String stagedName = Staging.name(path);
        Path staged = resolve(stagedName);
        return errors.named("write " + stagedName, () -> {
            write(staged, out -> Files.copy(local, out));
            long bytes = files.getFileStatus(staged).getLen();
            if (bytes != Files.size(local)) {
                throw new IOException(staged + " has " + bytes + " bytes, expected " + Files.size(local));
            }
            return new Prepared(path, stagedName, null);
        });
    }

    /** Creates or overwrites a file that no other writer means, as its name is unique to one attempt. */
    private void write(Path file, OutputStreams.Content<FSDataOutputStream> content) throws IOException {
        var flags = EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE);
        OutputStreams.writeAndClose(files.create(file, flags, CreateOpts.createParent()), out -> {
            content.to(out);
            out.hsync();
        });
    }

    @Override
    public void publish(RawFile file) throws IOException {
        if (file.staged() == null) {
            throw CannotPublish.becauseOfItsRecord(file, this);
        }
        Path staged = resolve(file.staged());
        Path target = resolve(file.path());
        errors.named("publish " + file.path(), () -> {
            files.mkdir(target.getParent(), FsPermission.getDirDefault(), true);
            try {
                files.rename(staged, target, Rename.NONE);
            } catch (FileAlreadyExistsException | FileNotFoundException published) {
                requireSame(file, target);
            }
            return true;
        });
    }

    private void requireSame(RawFile file, Path target) throws IOException {
        FileStatus status = status(target);
        if (status == null) {
            throw CannotPublish.becauseItIsGone(file, this);
        }
        if (status.getLen() != file.bytes()) {
            throw CannotPublish.becauseItsNameIsTaken(file, this, status.getLen());
        }
    }

    private @Nullable FileStatus status(Path path) throws IOException {
        try {
            return files.getFileStatus(path);
        } catch (FileNotFoundException absent) {
            return null;
        }
    }

    @Override
    public List<Prepared> prepared(String dataset) throws IOException {
        return Staging.prepared(dataset, list(Staging.folder(dataset), ""));
    }

    @Override
    public void discard(Prepared file) throws IOException {
        String staged = Staging.requireStaged(file);
        errors.named("remove " + staged, () -> {
            delete(resolve(staged));
            return true;
        });
    }

    private void delete(Path file) throws IOException {
        if (!files.delete(file, false) && status(file) != null) {
            throw new IOException(file + " is still there");
        }
    }

    @Override
    public boolean createIfAbsent(String name, byte[] content) throws IOException {
        Path target = resolve(name);
        return errors.named("create " + name, () -> {
            Path aside = writeAside(target, content);
            try {
                files.rename(aside, target, Rename.NONE);
                return true;
            } catch (FileAlreadyExistsException taken) {
                delete(aside);
                return false;
            }
        });
    }

    @Override
    public void replace(String name, byte[] content) throws IOException {
        Path target = resolve(name);
        errors.named("write " + name, () -> {
            files.rename(writeAside(target, content), target, Rename.OVERWRITE);
            return true;
        });
    }

    /** In the folder of its final name, hidden by a dot. */
    private Path writeAside(Path target, byte[] content) throws IOException {
        Path aside = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
        write(aside, out -> out.write(content));
        return aside;
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        Path file = resolve(name);
        return errors.named("read " + name, () -> {
            try (FSDataInputStream in = files.open(file)) {
                return Optional.of(in.readAllBytes());
            } catch (FileNotFoundException absent) {
                return Optional.empty();
            }
        });
    }

    @Override
    public List<String> list(String folder, String after) throws IOException {
        Path path = resolve(folder);
        return errors.named("list " + folder, () -> {
            List<String> names = new ArrayList<>();
            try {
                RemoteIterator<FileStatus> children = files.listStatus(path);
                while (children.hasNext()) {
                    String name = children.next().getPath().getName();
                    if (!name.startsWith(".") && name.compareTo(after) > 0) {
                        names.add(name);
                    }
                }
            } catch (FileNotFoundException absent) {
                return List.of();
            }
            names.sort(null);
            return names;
        });
    }

    @Override
    public void forEachFile(String folder, Found found) throws IOException {
        Path start = resolve(folder);
        int rootLength = root.toUri().getPath().length() + 1;
        errors.named("list " + folder, () -> {
            try {
                var all = files.util().listFiles(start, true);
                while (all.hasNext()) {
                    FileStatus file = all.next();
                    String name = file.getPath().toUri().getPath().substring(rootLength);
                    if (!RelativeName.isHidden(name)) {
                        found.file(name, file.getLen());
                    }
                }
            } catch (FileNotFoundException absent) {
                return false;
            }
            return true;
        });
    }

    @Override
    public OptionalLong length(String name) throws IOException {
        Path file = resolve(name);
        return errors.named("look at " + name, () -> {
            FileStatus status = status(file);
            return status == null || !status.isFile() ? OptionalLong.empty() : OptionalLong.of(status.getLen());
        });
    }

    @Override
    public InputStream open(String name) throws IOException {
        Path file = resolve(name);
        try {
            return errors.named("open " + name, () -> files.open(file));
        } catch (IOException failure) {
            if (failure.getCause() instanceof FileNotFoundException) {
                throw new FileNotFoundException("no file " + name + " in " + this);
            }
            throw failure;
        }
    }

    private Path resolve(String name) {
        return name.isEmpty() ? root : new Path(root, RelativeName.checked(name, this));
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
