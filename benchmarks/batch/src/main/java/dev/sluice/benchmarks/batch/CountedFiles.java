package dev.sluice.benchmarks.batch;

import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** The local file system of Spark and Hadoop, which counts what it is asked for. */
public final class CountedFiles extends RawLocalFileSystem {

    private static final LongAdder CALLS = new LongAdder();

    /** Of all processes' zones together: those of Spark's tasks, those of Hadoop in the driver and those of a zone. */
    static long calls() {
        return CALLS.sum();
    }

    static long bytesRead() {
        return FileSystem.getAllStatistics().stream()
                .mapToLong(FileSystem.Statistics::getBytesRead)
                .sum();
    }

    static void settings(Configuration hadoop) {
        hadoop.set("fs.file.impl", CountedFiles.class.getName());
        hadoop.set("parquet.hadoop.vectored.io.enabled", "false"); // whose bytes Hadoop does not count
    }

    /** A zone whose calls are counted as well. */
    static LakeStorage counted(LakeStorage zone) {
        Configuration hadoop = new Configuration(zone.hadoop());
        settings(hadoop);
        return (LakeStorage) Proxy.newProxyInstance(
                CountedFiles.class.getClassLoader(), new Class<?>[] {LakeStorage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("hadoop")) {
                        return hadoop;
                    }
                    if (!method.getName().equals("location")) {
                        CALLS.increment();
                    }
                    try {
                        return method.invoke(zone, arguments);
                    } catch (InvocationTargetException failed) {
                        throw Objects.requireNonNull(failed.getCause());
                    }
                });
    }

    @Override
    public FSDataInputStream open(Path file, int buffer) throws IOException {
        CALLS.increment();
        return super.open(file, buffer);
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        CALLS.increment();
        return super.create(file, permission, overwrite, buffer, replication, block, progress);
    }

    @Override
    public FileStatus getFileStatus(Path file) throws IOException {
        CALLS.increment();
        return super.getFileStatus(file);
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        CALLS.increment();
        return super.listStatus(folder);
    }
}
