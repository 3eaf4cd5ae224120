package dev.sluice.record.durable;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class OutputStreamsTest {

    private final IOException reset = new IOException("Connection reset");
    private final IOException closed = new IOException("Stream closed");

    private final class FakeBrokenStream extends OutputStream {

        private final IOException whenClosed;

        FakeBrokenStream(IOException whenClosed) {
            this.whenClosed = whenClosed;
        }

        @Override
        public void write(int value) throws IOException {
            throw reset;
        }

        @Override
        public void close() throws IOException {
            throw whenClosed;
        }
    }

    /** As a stream of HDFS does once its server has gone: the same exception, whatever is asked of it. */
    @Test
    void passesOnAFailureThatComesAgainWhenTheStreamIsClosed() {
        assertThatThrownBy(() -> OutputStreams.writeAndClose(new FakeBrokenStream(reset), stream -> stream.write(1)))
                .isSameAs(reset)
                .hasNoSuppressedExceptions();
    }

    @Test
    void keepsAnotherFailureOfClosingBesideTheFirst() {
        assertThatThrownBy(() -> OutputStreams.writeAndClose(new FakeBrokenStream(closed), stream -> stream.write(1)))
                .isSameAs(reset)
                .hasSuppressedException(closed);
    }

    @Test
    void passesOnAFailureOfClosingAlone() {
        assertThatThrownBy(() -> OutputStreams.writeAndClose(new FakeBrokenStream(closed), stream -> {}))
                .isSameAs(closed);
    }
}
