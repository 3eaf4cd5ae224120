package dev.sluice.batch;

import dev.sluice.batch.merge.SparkSessions;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A picocli mixin for commands that may need Spark. It takes seconds to start: only for a run that has rows to move. */
final class SparkOption implements AutoCloseable {

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark master (default: what spark-submit says, else local[*]).")
    private @Nullable String master;

    private @Nullable SparkSession session;

    SparkSession start(SparkConf conf) {
        if (master != null) {
            conf.setMaster(master);
        }
        conf.setIfMissing("spark.master", "local[*]");
        SparkSession opened = SparkSessions.open(conf);
        session = opened;
        return opened;
    }

    @Override
    public void close() {
        if (session != null) {
            session.stop();
        }
    }
}
