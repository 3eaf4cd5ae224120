package dev.sluice.record.durable;

import java.io.IOException;
import java.io.OutputStream;

/** Streams that are written and closed by one who has to know the first thing that went wrong. */
public final class OutputStreams {

    private OutputStreams() {}

    /** What is written. */
    public interface Content<T extends OutputStream> {
        void to(T out) throws IOException;
    }

    /**
     * Like a try-with-resources, for streams that throw the very same exception again when they are closed after a
     * failure, as those of HDFS do: that would add it to itself, which is an exception of its own and hides the first,
     * such as one that is to be tried again.
     *
     * @throws IOException what the content threw, with what closing threw suppressed unless it is the same
     */
    public static <T extends OutputStream> void writeAndClose(T out, Content<T> content) throws IOException {
        try {
            content.to(out);
        } catch (IOException | RuntimeException | Error failure) {
            try {
                out.close();
            } catch (IOException closing) {
                if (closing != failure) {
                    failure.addSuppressed(closing);
                }
            }
            throw failure;
        }
        out.close();
    }
}
