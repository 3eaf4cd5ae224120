package dev.sluice.batch;

import dev.sluice.batch.lease.Lease;
import dev.sluice.batch.merge.Dates;
import dev.sluice.batch.merge.DefinitionFile;
import dev.sluice.batch.merge.MergeSettings;
import dev.sluice.batch.process.Process;
import dev.sluice.batch.process.ProcessResult;
import dev.sluice.batch.rawlog.RawFiles;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.storage.LocalStorage;
import dev.sluice.batch.table.TableFormat;
import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.DefinitionOption;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.definition.RecordDefinition;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code process}: the hourly job. */
@Command(
        name = "process",
        description = "Bring what is new in the RAW zone into the Processed Zone, each record once. Run it as often as"
                + " you like: it reads only what arrived since the last run, and repairs a run that died.")
final class ProcessCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DefinitionOption definition = new DefinitionOption();

    @Mixin
    private RawOption raw = new RawOption();

    @Mixin
    private ProcessedOption processed = new ProcessedOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "How a new table is kept: parquet (default) or delta. A table keeps the format it has.")
    private @Nullable TableFormat format;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "Build the folders of this date and later ones anew from the RAW files that were processed"
                    + " before, by the definition of today.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "The same up to and with this date.")
    private @Nullable LocalDate to;

    @Option(names = "--full", description = "The same for all rows, also those without a date.")
    private boolean full;

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "Where retain has moved RAW files to: those that are not in the RAW zone are read from here.")
    private @Nullable String archive;

    @Mixin
    private LayoutOption layout = new LayoutOption();

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private SparkOption spark = new SparkOption();

    @Mixin
    private LeaseOption leases = new LeaseOption();

    @Mixin
    private PrometheusOption prometheus = new PrometheusOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        Verbosity.apply(common);
        Optional<Dates> anew = dates();
        DefinitionFile rows = read();
        MergeSettings merge = new MergeSettings(layout.layout(rows.definition()));
        Configuration hadoop = settings.hadoop();
        RawFiles rawFiles = new RawFiles(raw.open(hadoop), openArchive(hadoop));
        LakeStorage processedZone = processed.openOrCreate(hadoop);
        ProcessResult result = process(rows, rawFiles, processedZone, anew, merge);
        prometheus.write(() -> ProcessMetrics.of(result));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json.isJson() ? ProcessSummary.json(result) : ProcessSummary.table(result));
        out.flush();
    }

    private Optional<LakeStorage> openArchive(Configuration hadoop) {
        if (archive == null) {
            return Optional.empty();
        }
        LakeStorage zone = Zones.open("--archive", archive, hadoop);
        if (zone instanceof LocalStorage local && !Files.isDirectory(local.root())) {
            throw new WrongUseException("Invalid --archive: " + archive + ", expected the folder of an archive");
        }
        return Optional.of(zone);
    }

    private Optional<Dates> dates() {
        boolean range = from != null || to != null;
        if (full && range) {
            throw new WrongUseException("Invalid --full: with --from or --to, expected one or the other");
        }
        if (from != null && to != null && from.isAfter(to)) {
            throw new WrongUseException("Invalid --to: " + to + ", expected " + from + " or later, as --from says");
        }
        return full || range ? Optional.of(new Dates(from, to)) : Optional.empty();
    }

    private DefinitionFile read() {
        RecordDefinition rows = definition.read();
        try {
            return new DefinitionFile(rows, Files.readString(definition.file()));
        } catch (IOException failed) {
            throw new UserErrorException("Cannot read " + definition.file() + ": " + failed, failed);
        }
    }

    private ProcessResult process(
            DefinitionFile rows,
            RawFiles rawFiles,
            LakeStorage processedZone,
            Optional<Dates> anew,
            MergeSettings merge) {
        StageLines lines = common.isVerbose() ? StageLines.always() : StageLines.onTerminal();
        String dataset = rows.definition().dataset();
        try (SparkOption session = spark;
                Lease lease = leases.take(processedZone, dataset, "process")) {
            Process process = new Process(
                    rows,
                    rawFiles,
                    processedZone,
                    () -> session.start(settings.spark()),
                    stage -> {
                        lease.check();
                        lines.stage(stage);
                    },
                    merge,
                    Optional.ofNullable(format),
                    InstantSource.system());
            return anew.isPresent() ? process.again(anew.get()) : process.run();
        } catch (Exception failed) { // also Spark's checked ones, which it does not declare
            throw RunFailure.of("process " + dataset, failed);
        } finally {
            lines.end();
        }
    }
}
