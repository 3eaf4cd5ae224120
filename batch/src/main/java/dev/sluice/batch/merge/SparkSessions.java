package dev.sluice.batch.merge;

import dev.sluice.batch.output.WrittenFiles;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Spark sessions that read and write time and names exactly. */
public final class SparkSessions {

    private static final String LOOPBACK = "127.0.0.1";

    private SparkSessions() {}

    /**
     * @param conf may name the master and whatever else the cluster needs, as spark-submit sets it; a local master
     *     listens on the loopback interface alone and shows no web page
     */
    public static SparkSession open(SparkConf conf) {
        conf.setIfMissing("spark.app.name", "sluice-process");
        if (conf.get("spark.master").startsWith("local")) {
            conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
            conf.setIfMissing("spark.driver.host", LOOPBACK);
            conf.setIfMissing("spark.ui.enabled", "false");
        }
        conf.set("spark.sql.session.timeZone", "UTC");
        conf.set("spark.sql.caseSensitive", "true");
        // Rows hold dates and times of the classes that the rules of a definition know.
        conf.set("spark.sql.datetime.java8API.enabled", "true");
        // Dates before 1582 and times before 1900 as they are, not through the Julian calendar.
        conf.set("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED");
        conf.set("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED");
        conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        conf.set("spark.sql.timeType.enabled", "true");
        conf.set(WrittenFiles.SETTING, WrittenFiles.PROTOCOL);
        return SparkSession.builder().config(conf).getOrCreate();
    }
}
