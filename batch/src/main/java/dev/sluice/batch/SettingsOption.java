package dev.sluice.batch;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * A picocli mixin for commands that reach a storage, with Spark or before it is started: both are told the same. Settings
 * of spark-submit count as well, as it hands them on as system properties.
 */
final class SettingsOption {

    private static final String HADOOP = "spark.hadoop.";

    /** Where the service and every other program with an AWS SDK looks as well; Hadoop's own list knows fewer places. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "fs.s3a.aws.credentials.provider", "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider");

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "A setting of Spark, or of Hadoop as spark.hadoop.KEY=VALUE; as often as needed.")
    private Map<String, String> conf = new LinkedHashMap<>();

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "http(s)://host:port of a store other than AWS that speaks S3.")
    private @Nullable URI s3Endpoint;

    SparkConf spark() {
        SparkConf spark = new SparkConf();
        conf.forEach(spark::set);
        if (s3Endpoint != null) {
            if (s3Endpoint.getHost() == null
                    || !String.valueOf(s3Endpoint.getScheme()).matches("https?")) {
                throw new WrongUseException("Invalid --s3-endpoint: " + s3Endpoint + ", expected http(s)://host:port");
            }
            spark.set(HADOOP + "fs.s3a.endpoint", s3Endpoint.toString());
            spark.setIfMissing(HADOOP + "fs.s3a.path.style.access", "true");
            // Other stores take any; without one the SDK would ask for that of the EC2 instance.
            spark.setIfMissing(HADOOP + "fs.s3a.endpoint.region", "us-east-1");
        }
        DEFAULTS.forEach((key, value) -> spark.setIfMissing(HADOOP + key, value));
        return spark;
    }

    /** With core-site.xml and hdfs-site.xml of HADOOP_CONF_DIR, where there is one. */
    Configuration hadoop() {
        Configuration hadoop = new Configuration();
        String folder = System.getenv("HADOOP_CONF_DIR");
        if (folder != null && !folder.isBlank()) {
            addFile(hadoop, Path.of(folder, "core-site.xml"));
            addFile(hadoop, Path.of(folder, "hdfs-site.xml"));
        }
        for (var setting : spark().getAllWithPrefix(HADOOP)) {
            hadoop.set(setting._1(), setting._2());
        }
        return hadoop;
    }

    private static void addFile(Configuration hadoop, Path file) {
        try {
            if (Files.exists(file)) {
                hadoop.addResource(file.toUri().toURL());
            }
        } catch (MalformedURLException impossible) {
            throw new UserErrorException("Cannot read " + file + ": " + impossible, impossible);
        }
    }
}
