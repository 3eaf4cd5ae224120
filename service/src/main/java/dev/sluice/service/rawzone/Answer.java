package dev.sluice.service.rawzone;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what Kafka's admin client was asked. */
public final class Answer {

    private Answer() {}

    /**
     * @throws KafkaException as the client failed; a {@link org.apache.kafka.common.errors.RetriableException} when
     *     asking again may help
     */
    public static <T> T of(KafkaFuture<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
