package dev.sluice.batch.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.apache.spark.internal.io.FileNameSpec;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Tasks write straight to where a file stays, under a name that no two attempts share, and tell the driver. Hadoop's own
 * committer renames each file twice instead, which on S3 copies it twice and is not atomic: a task attempt that was killed
 * in the middle of it could leave a part of its rows. Spark makes one for each job by its name.
 */
public final class DirectCommit extends FileCommitProtocol implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Of the file in the job's folder that names the files that count, relative to {@link #ROOT}. */
    static final String LIST = "_files";

    /** Hadoop setting: the folder that files go to, where it is not the job's own. */
    static final String ROOT = "sluice.output.root";

    /** Hadoop setting: what the names begin with. */
    static final String PREFIX = "sluice.output.prefix";

    private final String folder;
    private transient @Nullable List<String> written;

    /** @param folder of the job */
    public DirectCommit(String jobId, String folder) {
        this.folder = folder;
    }

    @Override
    public void setupJob(JobContext job) {}

    @Override
    public void setupTask(TaskAttemptContext task) {
        written = new ArrayList<>();
    }

    @Override
    public String newTaskTempFile(TaskAttemptContext task, Option<String> partition, FileNameSpec spec) {
        String name = String.format(
                Locale.ROOT,
                "%s-%05d-%s.parquet",
                task.getConfiguration().get(PREFIX, "part"),
                task.getTaskAttemptID().getTaskID().getId(),
                UUID.randomUUID());
        String file = partition.isDefined() ? partition.get() + "/" + name : name;
        files().add(file);
        return root(task.getConfiguration()) + "/" + file;
    }

    /** @deprecated Spark calls the one above */
    @Deprecated
    @Override
    public String newTaskTempFile(TaskAttemptContext task, Option<String> partition, String extension) {
        return newTaskTempFile(task, partition, new FileNameSpec("", extension));
    }

    @Override
    public String newTaskTempFileAbsPath(TaskAttemptContext task, String absoluteFolder, FileNameSpec spec) {
        throw new UnsupportedOperationException("Cannot write to " + absoluteFolder + ": custom partition locations");
    }

    /** @deprecated Spark calls the one above */
    @Deprecated
    @Override
    public String newTaskTempFileAbsPath(TaskAttemptContext task, String absoluteFolder, String extension) {
        return newTaskTempFileAbsPath(task, absoluteFolder, new FileNameSpec("", extension));
    }

    @Override
    public TaskCommitMessage commitTask(TaskAttemptContext task) {
        return new TaskCommitMessage(new ArrayList<>(files()));
    }

    @Override
    public void abortTask(TaskAttemptContext task) {
        for (String file : files()) {
            Path path = new Path(root(task.getConfiguration()) + "/" + file);
            try {
                path.getFileSystem(task.getConfiguration()).delete(path, false);
            } catch (IOException failed) {
                // Nobody reads it, and it goes with the batch; the task has failed for a better reason.
                System.getLogger(DirectCommit.class.getName())
                        .log(System.Logger.Level.WARNING, "Cannot remove " + path + ": " + failed);
            }
        }
    }

    @Override
    public void commitJob(JobContext job, Seq<TaskCommitMessage> tasks) {
        List<String> all = new ArrayList<>();
        for (TaskCommitMessage task : CollectionConverters.asJava(tasks)) {
            for (Object file : (List<?>) task.obj()) {
                all.add((String) file);
            }
        }
        all.sort(null);
        Path list = new Path(folder + "/" + LIST);
        try (FSDataOutputStream out = list.getFileSystem(job.getConfiguration()).create(list, true)) {
            out.write(String.join("\n", all).getBytes(UTF_8));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    /** What was written goes when the batch is discarded. */
    @Override
    public void abortJob(JobContext job) {}

    private String root(Configuration settings) {
        return settings.get(ROOT, folder);
    }

    private List<String> files() {
        List<String> files = written;
        if (files == null) {
            throw new IllegalStateException("Cannot write: the task was not set up");
        }
        return files;
    }
}
