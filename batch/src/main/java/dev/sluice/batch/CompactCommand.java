package dev.sluice.batch;

import dev.sluice.batch.compact.Compact;
import dev.sluice.batch.compact.CompactResult;
import dev.sluice.batch.compact.CompactSettings;
import dev.sluice.batch.lease.Lease;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.DefinitionOption;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.definition.RecordDefinition;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code compact}: fewer, larger files. */
@Command(
        name = "compact",
        description = "Put the small files of the Processed Zone together, the same rows in fewer files. Safe beside"
                + " process and readers; the RAW zone is not touched.")
final class CompactCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DefinitionOption definition = new DefinitionOption();

    @Mixin
    private ProcessedOption processed = new ProcessedOption();

    @Mixin
    private LayoutOption layout = new LayoutOption();

    @Option(
            names = "--small-files",
            paramLabel = "N",
            defaultValue = "4",
            description = "Leave a date partition alone that has no more small files (default: ${DEFAULT-VALUE}).")
    private int smallFiles = 4;

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean dryRun;

    @Mixin
    private SettingsOption conf = new SettingsOption();

    @Mixin
    private SparkOption spark = new SparkOption();

    @Mixin
    private LeaseOption leases = new LeaseOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        Verbosity.apply(common);
        if (smallFiles < 1) {
            throw new WrongUseException("Invalid --small-files: " + smallFiles + ", expected at least 1");
        }
        RecordDefinition rows = definition.read();
        CompactSettings settings = new CompactSettings(layout.layout(rows), smallFiles);
        CompactResult result = compact(rows, processed.open(conf.hadoop()), settings);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json.isJson() ? CompactSummary.json(result) : CompactSummary.table(result));
        out.flush();
    }

    private CompactResult compact(RecordDefinition rows, LakeStorage zone, CompactSettings settings) {
        StageLines lines = common.isVerbose() ? StageLines.always() : StageLines.onTerminal();
        try {
            return dryRun
                    ? new Compact(rows, zone, () -> spark.start(conf.spark()), lines, settings).dryRun()
                    : compact(rows, zone, settings, lines);
        } catch (Exception failed) { // also Spark's checked ones, which it does not declare
            throw RunFailure.of("compact " + rows.dataset(), failed);
        } finally {
            lines.end();
        }
    }

    private CompactResult compact(RecordDefinition rows, LakeStorage zone, CompactSettings settings, StageLines lines)
            throws Exception {
        try (SparkOption session = spark;
                Lease lease = leases.take(zone, rows.dataset(), "compact")) {
            return new Compact(
                            rows,
                            zone,
                            () -> session.start(conf.spark()),
                            stage -> {
                                lease.check();
                                lines.stage(stage);
                            },
                            settings)
                    .run();
        }
    }
}
