package dev.sluice.batch.compact;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import dev.sluice.batch.ledger.DataFile;
import dev.sluice.batch.output.WrittenFiles;
import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Writes one file for each bin, its rows in the order of some columns; one job for each schema. */
final class Rewrite {

    private static final String FILE = "_sluice_file";
    private static final String BIN = "_sluice_bin";
    private static final StructType BIN_OF_FILE = DataTypes.createStructType(new StructField[] {
        DataTypes.createStructField(FILE, DataTypes.StringType, false),
        DataTypes.createStructField(BIN, DataTypes.IntegerType, false)
    });

    private final SparkSession spark;
    private final LakeStorage processed;
    private final List<String> sortedBy;

    Rewrite(SparkSession spark, LakeStorage processed, List<String> sortedBy) {
        this.spark = spark;
        this.processed = processed;
        this.sortedBy = sortedBy;
    }

    /** @return one staged file for each bin, in their order */
    List<DataFile> stage(List<Bin> bins, String stagingFolder, String namePrefix) throws IOException {
        Map<MessageType, List<Integer>> bySchema = IntStream.range(0, bins.size())
                .boxed()
                .collect(Collectors.groupingBy(
                        bin -> bins.get(bin).files().get(0).schema(), LinkedHashMap::new, Collectors.toList()));
        Map<String, List<String>> written = new HashMap<>();
        int job = 0;
        for (List<Integer> same : bySchema.values()) {
            String folder = stagingFolder + "/" + job++;
            write(bins, same, folder);
            for (String file : WrittenFiles.of(processed, folder)) {
                String bin = file.substring(0, file.indexOf('/'));
                written.computeIfAbsent(bin, none -> new ArrayList<>()).add(folder + "/" + file);
            }
        }
        List<DataFile> staged = new ArrayList<>();
        for (int bin = 0; bin < bins.size(); bin++) {
            staged.add(staged(bins.get(bin), written.getOrDefault(BIN + "=" + bin, List.of()), bin, namePrefix));
        }
        return staged;
    }

    private void write(List<Bin> bins, List<Integer> chosen, String stagingFolder) {
        List<Row> binOfFile = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (int bin : chosen) {
            for (SmallFile file : bins.get(bin).files()) {
                binOfFile.add(RowFactory.create(file.name(), bin));
                paths.add(processed.location(file.path()));
            }
        }
        Dataset<Row> rows = spark.read()
                .option("__globPaths__", "false") // names, not patterns
                .parquet(paths.toArray(String[]::new));
        List<Column> order = new ArrayList<>(List.of(col(BIN)));
        sortedBy.stream().filter(List.of(rows.columns())::contains).forEach(name -> order.add(col("`" + name + "`")));
        var writer = rows.select(col("*"), col("_metadata.file_name").as(FILE))
                .join(broadcast(spark.createDataFrame(binOfFile, BIN_OF_FILE)), FILE)
                .drop(FILE)
                .repartition(chosen.size(), col(BIN))
                .sortWithinPartitions(order.toArray(Column[]::new))
                .write()
                .partitionBy(BIN);
        WrittenFiles.write(writer, processed, stagingFolder);
    }

    private DataFile staged(Bin bin, List<String> files, int number, String namePrefix) throws IOException {
        if (files.size() == 1) {
            SmallFile file = new ParquetFooters(processed).read(files.get(0));
            if (file.rows() == bin.rows()) {
                String name = String.format(Locale.ROOT, "%s-%04d.parquet", namePrefix, number);
                return new DataFile(bin.folder() + "/" + name, files.get(0), file.rows(), file.bytes());
            }
        }
        throw new IOException("Spark wrote " + files.size() + " files for "
                + bin.files().size() + " of " + bin.folder() + ", expected one with " + bin.rows() + " rows");
    }
}
