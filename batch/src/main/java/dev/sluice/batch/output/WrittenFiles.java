package dev.sluice.batch.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;

/** Parquet files as a job writes them, and which of them count. */
public final class WrittenFiles {

    /** What Spark is to be told, once for a session. */
    public static final String SETTING = "spark.sql.sources.commitProtocolClass";

    public static final String PROTOCOL = DirectCommit.class.getName();

    private WrittenFiles() {}

    /**
     * Writes into a new folder.
     *
     * @param folder relative to the zone's root
     */
    public static void write(DataFrameWriter<Row> writer, LakeStorage zone, String folder) {
        writer.option("compression", "zstd").parquet(zone.location(folder));
    }

    /** Those that a job wrote into a folder, relative to it, by name. */
    public static List<String> of(LakeStorage zone, String folder) throws IOException {
        byte[] list = zone.read(folder + "/" + DirectCommit.LIST)
                .orElseThrow(
                        () -> new IOException("Cannot read what Spark wrote into " + folder + ": it wrote nothing"));
        return new String(list, UTF_8).lines().toList();
    }
}
