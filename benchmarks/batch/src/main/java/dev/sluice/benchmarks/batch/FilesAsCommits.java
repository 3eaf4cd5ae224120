package dev.sluice.benchmarks.batch;

import dev.sluice.batch.storage.LocalStorage;
import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecord.Kind;
import dev.sluice.record.commitlog.CommitRecordJson;
import dev.sluice.record.commitlog.RawFile;
import dev.sluice.record.commitlog.RecordName;
import dev.sluice.record.definition.RecordDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.jspecify.annotations.Nullable;

/** Makes Parquet files from anywhere part of a RAW zone: a link and a commit record for each, as if the sink had written them. */
final class FilesAsCommits {

    private static final String CLUSTER = "benchmark";
    private static final String TOPIC_ID = "benchmark";

    private final Path raw;
    private final LocalStorage storage;
    private final RecordDefinition definition;

    FilesAsCommits(Path raw, RecordDefinition definition) {
        this.raw = raw;
        this.storage = new LocalStorage(raw);
        this.definition = definition;
    }

    /** @param folder whose Parquet files follow those that were committed before, by name */
    void commit(Path folder) throws IOException {
        CommitRecord head = head();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".parquet"))
                    .sorted()
                    .toList()) {
                head = commit(head, file);
            }
        }
    }

    private CommitRecord head() throws IOException {
        CommitRecord head = record(Kind.GENESIS, null, new RecordName(0, 0), 0, List.of());
        if (storage.read(path(CommitLogPaths.GENESIS)).isEmpty()) {
            write(head);
        }
        head = read(CommitLogPaths.GENESIS);
        while (storage.read(path(RecordName.after(head).toString())).isPresent()) {
            head = read(RecordName.after(head).toString());
        }
        return head;
    }

    private CommitRecord read(String name) throws IOException {
        return CommitRecordJson.read(storage.read(path(name)).orElseThrow(), path(name));
    }

    private CommitRecord commit(CommitRecord head, Path file) throws IOException {
        long rows = rows(file);
        long first = head.next();
        String name =
                definition.dataset() + "/ingest_date=2026-01-01/ingest_hour=00/" + first + "-" + file.getFileName();
        Files.createDirectories(raw.resolve(name).getParent());
        Files.createLink(raw.resolve(name), file);
        RawFile rawFile = new RawFile(
                name,
                null,
                null,
                rows,
                Files.size(file),
                "sha256:0",
                first,
                first + rows - 1,
                0,
                0,
                definition.version(),
                Map.of());
        CommitRecord record =
                record(Kind.DATA, head.commitId(), RecordName.after(head), first + rows, List.of(rawFile));
        write(record);
        return record;
    }

    private static long rows(Path file) throws IOException {
        var input = HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration());
        try (ParquetFileReader reader = ParquetFileReader.open(input)) {
            return reader.getRecordCount();
        }
    }

    private static CommitRecord record(
            Kind kind, @Nullable String previous, RecordName name, long next, List<RawFile> files) {
        return new CommitRecord(
                CommitRecord.FORMAT,
                kind,
                UUID.randomUUID().toString(),
                previous,
                CLUSTER,
                TOPIC_ID,
                "benchmark.rows",
                0,
                name.start(),
                name.sequence(),
                next,
                next,
                0,
                files,
                List.of(),
                null,
                "benchmark",
                0,
                Map.of());
    }

    private void write(CommitRecord record) throws IOException {
        storage.replace(path(RecordName.of(record)), CommitRecordJson.write(record));
    }

    private String path(String name) {
        return CommitLogPaths.chain(definition.dataset(), CLUSTER, TOPIC_ID, 0) + "/" + name;
    }
}
