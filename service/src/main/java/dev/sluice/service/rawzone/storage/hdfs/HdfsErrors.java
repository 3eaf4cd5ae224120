package dev.sluice.service.rawzone.storage.hdfs;

import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import java.io.IOException;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/** Tells what a person has to put right from what passes by itself, such as a NameNode in safe mode or failing over. */
final class HdfsErrors {

    private final RawStorage storage;

    interface Call<T> {
        T run() throws IOException;
    }

    HdfsErrors(RawStorage storage) {
        this.storage = storage;
    }

    /** @param what the attempt, for a message such as "read books/genesis.json" */
    <T> T named(String what, Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (IOException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                String next = whatToDo(cause);
                if (next != null) {
                    throw new RawZoneException(
                            "Cannot " + what + " in " + storage + ": " + firstLine(cause) + "; " + next, failure);
                }
            }
            throw new IOException("Cannot " + what + " in " + storage + ": " + firstLine(failure), failure);
        }
    }

    private static @Nullable String whatToDo(Throwable cause) {
        // A file on the way to another is refused as if it were a matter of permission.
        if (cause instanceof ParentNotDirectoryException
                || cause instanceof FileAlreadyExistsException
                || (cause instanceof AccessControlException && firstLine(cause).endsWith("(is not a directory)"))) {
            return "choose a folder for the RAW zone that is not a file";
        }
        if (cause instanceof AccessControlException) {
            return "let this user write there, or log in as another one (sluice.raw.hdfs.principal, HADOOP_USER_NAME)";
        }
        return null;
    }

    /** A NameNode's answer carries its stack trace, and Hadoop's client refers to a page of general advice. */
    static String firstLine(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        String first = message.lines().findFirst().orElse(failure.toString());
        return first.replaceFirst("; For more details see:.*", "").strip();
    }
}
