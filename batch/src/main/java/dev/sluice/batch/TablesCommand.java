package dev.sluice.batch;

import dev.sluice.batch.table.TableFormat;
import dev.sluice.batch.tables.Dialect;
import dev.sluice.batch.tables.Tables;
import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.DefinitionOption;
import dev.sluice.record.commandline.WrongUseException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tables}: what a query engine has to be told. */
@Command(
        name = "tables",
        description = "Print the SQL that registers the zones with a query engine, as <dataset>_raw and <dataset>.")
final class TablesCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DefinitionOption definition = new DefinitionOption();

    @Option(names = "--raw", paramLabel = "LOCATION", description = "The RAW zone, a folder or a URI.")
    private @Nullable String raw;

    @Option(names = "--processed", paramLabel = "LOCATION", description = "The Processed Zone, a folder or a URI.")
    private @Nullable String processed;

    @Option(names = "--dialect", required = true, paramLabel = "NAME", description = "One of ${COMPLETION-CANDIDATES}.")
    private Dialect dialect = Dialect.SPARK;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "How the Processed Zone is kept: parquet (default) or delta.")
    private TableFormat format = TableFormat.PARQUET;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        Verbosity.apply(common);
        if (raw == null && processed == null) {
            throw new WrongUseException("Missing --raw or --processed, expected the location of a zone");
        }
        Tables tables = new Tables(definition.read(), dialect);
        PrintWriter out = spec.commandLine().getOut();
        if (raw != null) {
            out.print(tables.raw(location(raw)));
        }
        if (processed != null) {
            out.print(processed(tables, location(processed)));
        }
        out.flush();
    }

    private String processed(Tables tables, String location) {
        if (format == TableFormat.PARQUET) {
            return tables.processed(location);
        }
        return tables.processedAsDelta(location)
                .orElseThrow(() -> new WrongUseException("Invalid --dialect: " + dialect
                        + " with --format delta, expected spark, trino or duckdb, which read Delta tables"));
    }

    /** An engine's working folder is not that of this command. */
    private static String location(String given) {
        return given.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
                ? given
                : Path.of(given).toAbsolutePath().normalize().toString();
    }
}
