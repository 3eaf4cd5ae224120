package dev.sluice.batch.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.junit.jupiter.api.Test;

class HdfsStorageTest {

    private final IOException reset = new IOException("Connection reset");

    /** As a stream of HDFS does once its server has gone: the same exception, whatever is asked of it. */
    private final class FakeBrokenStream extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            throw reset;
        }

        @Override
        public void close() throws IOException {
            throw reset;
        }
    }

    @Test
    void passesOnAFailureThatComesAgainWhenTheStreamIsClosed() throws IOException {
        var out = new FSDataOutputStream(new FakeBrokenStream(), null);

        assertThatThrownBy(() -> HdfsStorage.write(out, stream -> stream.write(1)))
                .isSameAs(reset);
    }
}
