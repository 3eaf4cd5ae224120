package dev.sluice.service.rawzone;

import dev.sluice.service.rawzone.chain.ChainId;
import dev.sluice.service.rawzone.parquet.ParquetOptions;
import dev.sluice.service.rawzone.parquet.RowFile;
import dev.sluice.service.rawzone.parquet.RowLayout;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * What all partitions of a sink share while it runs.
 *
 * @param closers complete local files, which must go on while the storage hangs
 * @param threads wait for the storage and the broker
 * @param results of work done on other threads, to be run on the poll thread
 * @param writer names this instance in commit records, for people
 */
record SinkContext(
        RawSettings settings,
        RawStorage storage,
        RowsTopic rows,
        String clusterId,
        String topicId,
        KafkaView kafka,
        LocalFiles localFiles,
        RowReader reader,
        Recovery recovery,
        Retry retry,
        RawMetrics metrics,
        Executor closers,
        Executor threads,
        BlockingQueue<Runnable> results,
        String writer,
        Clock clock) {

    /** Done on another thread; what it returns is run on the poll thread. */
    interface Work {
        Runnable run();
    }

    void submit(Executor executor, Work work) {
        executor.execute(() -> {
            try {
                results.add(work.run());
            } catch (RuntimeException | Error failure) {
                results.add(() -> {
                    throw failure;
                });
            }
        });
    }

    ChainId chainId(TopicPartition partition) {
        return new ChainId(rows.dataset(), clusterId, topicId, partition.topic(), partition.partition());
    }

    RowFile newFile(RowLayout layout) throws IOException {
        var codec = CompressionCodecName.valueOf(settings.codec().name());
        return new RowFile(
                localFiles.newFile(),
                layout,
                new ParquetOptions(codec, settings.rowGroupBytes(), settings.bloomFilterColumns()));
    }
}
