package dev.sluice.batch.storage;

import dev.sluice.record.durable.OutputStreams;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.io.IOUtils;

/**
 * A zone in a folder of HDFS. A rename by {@code FileContext} without options is the one call that gives a complete file
 * its name and throws when the name is taken; {@code FileSystem.rename} would return false for that, for a missing source,
 * and after moving the file somewhere else.
 */
public final class HdfsStorage implements LakeStorage {

    private static final int COPY_BUFFER = 1 << 16;

    private final FileContext files;
    private final Path root;
    private final Configuration hadoop;

    /** @param root with scheme and authority */
    public HdfsStorage(Path root, Configuration hadoop) throws IOException {
        this.files = FileContext.getFileContext(root.toUri(), hadoop);
        this.root = root;
        this.hadoop = hadoop;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        try (FSDataInputStream in = files.open(at(path))) {
            return Optional.of(in.readAllBytes());
        } catch (FileNotFoundException absent) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(String path) throws IOException {
        return files.open(at(path));
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        try {
            FileStatus status = files.getFileStatus(at(path));
            return status.isFile() ? OptionalLong.of(status.getLen()) : OptionalLong.empty();
        } catch (FileNotFoundException absent) {
            return OptionalLong.empty();
        }
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try {
            RemoteIterator<FileStatus> children = files.listStatus(at(folder));
            while (children.hasNext()) {
                FileStatus child = children.next();
                entries.add(new Entry(child.getPath().getName(), child.isDirectory(), child.getLen()));
            }
        } catch (FileNotFoundException absent) {
            return List.of();
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    @Override
    public boolean createIfAbsent(String path, byte[] content) throws IOException {
        return createIfAbsent(at(path), out -> out.write(content), content.length);
    }

    @Override
    public boolean createIfAbsent(String path, InputStream content, long bytes) throws IOException {
        return createIfAbsent(at(path), out -> IOUtils.copyBytes(content, out, COPY_BUFFER, false), bytes);
    }

    private boolean createIfAbsent(Path target, OutputStreams.Content<FSDataOutputStream> content, long bytes)
            throws IOException {
        Path aside = writeAside(target, content);
        long written = files.getFileStatus(aside).getLen();
        if (written != bytes) {
            files.delete(aside, false);
            throw new IOException("Cannot write " + target + ": got " + written + " bytes, expected " + bytes);
        }
        try {
            files.rename(aside, target, Rename.NONE);
            return true;
        } catch (org.apache.hadoop.fs.FileAlreadyExistsException taken) {
            files.delete(aside, false);
            return false;
        }
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        Path target = at(path);
        files.rename(writeAside(target, out -> out.write(content)), target, Rename.OVERWRITE);
    }

    /** In the folder of its final name, hidden by a dot. */
    private Path writeAside(Path target, OutputStreams.Content<FSDataOutputStream> content) throws IOException {
        Path aside = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
        OutputStreams.writeAndClose(
                files.create(aside, EnumSet.of(CreateFlag.CREATE), CreateOpts.createParent()), out -> {
                    content.to(out);
                    out.hsync();
                });
        return aside;
    }

    /** Nothing to do: a file that was closed is on all its DataNodes, and its name in the NameNode's journal. */
    @Override
    public void makeDurable(Collection<String> paths) {}

    @Override
    public boolean move(String from, String to) throws IOException {
        return rename(at(from), at(to));
    }

    private boolean rename(Path from, Path to) throws IOException {
        files.mkdir(to.getParent(), FsPermission.getDirDefault(), true);
        try {
            files.rename(from, to, Rename.NONE);
            return true;
        } catch (FileNotFoundException absent) {
            return false;
        } catch (org.apache.hadoop.fs.FileAlreadyExistsException taken) {
            if (files.util().exists(from)) {
                throw new FileAlreadyExistsException(to.toString());
            }
            return false;
        }
    }

    @Override
    public boolean moveTo(LakeStorage other, String path) throws IOException {
        boolean near = other instanceof HdfsStorage hdfs
                && hdfs.root.toUri().getScheme().equals(root.toUri().getScheme())
                && hdfs.root.toUri().getAuthority().equals(root.toUri().getAuthority());
        if (near && size(path).isPresent() && other.size(path).isEmpty()) {
            return rename(at(path), ((HdfsStorage) other).at(path));
        }
        return LakeStorage.super.moveTo(other, path);
    }

    @Override
    public void delete(String path) throws IOException {
        delete(at(path), false);
    }

    @Override
    public void deleteFolder(String folder) throws IOException {
        delete(at(folder), true);
    }

    private void delete(Path path, boolean recursive) throws IOException {
        try {
            if (!files.delete(path, recursive) && files.util().exists(path)) {
                throw new IOException("Cannot delete " + path + ": it is still there");
            }
        } catch (FileNotFoundException absent) {
            return;
        }
    }

    @Override
    public String location(String path) {
        return at(path).toString(); // not percent-encoded: Hadoop takes a path's text as it is
    }

    @Override
    public Configuration hadoop() {
        return hadoop;
    }

    private Path at(String path) {
        return path.isEmpty() ? root : new Path(root.toString() + "/" + path);
    }
}
