package dev.sluice.benchmarks.batch;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.batch.merge.DefinitionFile;
import dev.sluice.batch.merge.MergeSettings;
import dev.sluice.batch.merge.SparkSessions;
import dev.sluice.batch.process.Process;
import dev.sluice.batch.process.ProcessResult;
import dev.sluice.batch.rawlog.RawFiles;
import dev.sluice.batch.storage.LocalStorage;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.RecordDefinition;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * One step of the batch benchmark in a process of its own, so that start-up counts: {@code scripts/benchmark-batch} runs
 * them in their order.
 */
public final class ProcessCost {

    private ProcessCost() {}

    /**
     * @param arguments {@code history LAKE ROWS DATES FILES}, {@code increment LAKE HISTORY ROWS DATES TOUCHED FILES},
     *     {@code commit LAKE FOLDER} or {@code process LAKE}, after the definition
     */
    public static void main(String[] arguments) throws Exception {
        Path yaml = Path.of(arguments[0]);
        RecordDefinition definition = DefinitionReader.read(yaml);
        Path lake = Path.of(arguments[2]).toAbsolutePath();
        switch (arguments[1]) {
            case "history" -> {
                Path folder = lake.resolve("generated/history");
                try (SparkSession spark = spark()) {
                    new Generated(spark, definition)
                            .history(folder.toString(), number(arguments[3]), (int) number(arguments[4]), (int)
                                    number(arguments[5]));
                }
                new FilesAsCommits(lake.resolve("raw"), definition).commit(folder);
            }
            case "increment" -> {
                Path folder = lake.resolve("generated/increment");
                try (SparkSession spark = spark()) {
                    new Generated(spark, definition)
                            .increment(
                                    folder.toString(),
                                    number(arguments[3]),
                                    number(arguments[4]),
                                    (int) number(arguments[5]),
                                    (int) number(arguments[6]),
                                    (int) number(arguments[7]));
                }
                new FilesAsCommits(lake.resolve("raw"), definition).commit(folder);
            }
            case "commit" ->
                new FilesAsCommits(lake.resolve("raw"), definition)
                        .commit(Path.of(arguments[3]).toAbsolutePath());
            case "process" -> process(lake, new DefinitionFile(definition, Files.readString(yaml)));
            default -> throw new IllegalArgumentException("Invalid step: " + arguments[1]);
        }
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }

    private static SparkSession spark() {
        SparkConf conf = new SparkConf().setMaster("local[2]");
        Configuration counted = new Configuration(false);
        CountedFiles.settings(counted);
        counted.forEach(setting -> conf.set("spark.hadoop." + setting.getKey(), setting.getValue()));
        return SparkSessions.open(conf);
    }

    private static void process(Path lake, DefinitionFile definition) throws IOException {
        SparkSession[] session = new SparkSession[1];
        ProcessResult result = new Process(
                        definition,
                        RawFiles.in(CountedFiles.counted(new LocalStorage(lake.resolve("raw")))),
                        CountedFiles.counted(new LocalStorage(lake.resolve("processed"))),
                        () -> session[0] = spark(),
                        stage -> {},
                        MergeSettings.DEFAULT,
                        Optional.empty(),
                        InstantSource.system())
                .run();
        if (session[0] != null) {
            session[0].stop();
        }
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.printf(
                Locale.ROOT,
                "| %,d | %,d | %,d | %d | %.1f | %.1f | %,d | %.1f |%n",
                result.counts().rowsIn(),
                result.counts().inserted(),
                result.counts().duplicates(),
                result.partitions(),
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0,
                machine.getProcessCpuTime() / 1e9,
                CountedFiles.calls(),
                CountedFiles.bytesRead() / 1e6);
    }
}
