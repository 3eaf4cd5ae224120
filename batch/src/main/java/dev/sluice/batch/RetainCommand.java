package dev.sluice.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.batch.lease.Lease;
import dev.sluice.batch.ledger.Ledger;
import dev.sluice.batch.retain.Retain;
import dev.sluice.batch.retain.RetainResult;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.DefinitionOption;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.definition.RecordDefinition;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code retain}: what is old and processed leaves the RAW zone. */
@Command(
        name = "retain",
        description = "Move RAW files that are old and processed to an archive, or delete them. Says what it would do,"
                + " and does it with --execute. The commit log stays.")
final class RetainCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DefinitionOption definition = new DefinitionOption();

    @Mixin
    private RawOption raw = new RawOption();

    @Mixin
    private ProcessedOption processed = new ProcessedOption();

    @Option(
            names = "--keep-days",
            required = true,
            paramLabel = "N",
            description = "Files whose last row was appended longer ago are old.")
    private int keepDays;

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    @Option(names = "--execute", description = "Do it, instead of saying what would be done.")
    private boolean execute;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private LeaseOption leases = new LeaseOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private CommonOptions common = new CommonOptions();

    private static final class Target {
        @Option(
                names = "--archive",
                paramLabel = "DIR",
                description = "Where the files go, under the same names: a folder, hdfs:// or s3://.")
        private @Nullable String archive;

        @Option(names = "--delete", description = "Delete the files.")
        private boolean delete;
    }

    @Override
    public void run() {
        Verbosity.apply(common);
        if (keepDays < 0) {
            throw new WrongUseException("Invalid --keep-days: " + keepDays + ", expected 0 or more");
        }
        RecordDefinition rows = definition.read();
        Configuration hadoop = settings.hadoop();
        LakeStorage archive = target.archive == null ? null : Zones.open("--archive", target.archive, hadoop);
        RetainResult result = retain(rows.dataset(), raw.open(hadoop), processed.open(hadoop), archive);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json.isJson() ? json(result) : text(result));
        out.flush();
    }

    private RetainResult retain(
            String dataset, LakeStorage rawZone, LakeStorage processedZone, @Nullable LakeStorage archive) {
        StageLines lines = common.isVerbose() ? StageLines.always() : StageLines.onTerminal();
        Instant before = Instant.now().minus(Duration.ofDays(keepDays)).truncatedTo(ChronoUnit.SECONDS);
        try {
            if (!execute) {
                return new Retain(dataset, rawZone, processedZone, archive, lines, before).dryRun();
            }
            String folder = Ledger.leaseFolder(dataset) + "-retain"; // process may run beside it
            try (Lease lease = leases.take(processedZone, folder, dataset, "retain")) {
                return new Retain(
                                dataset,
                                rawZone,
                                processedZone,
                                archive,
                                stage -> {
                                    lease.check();
                                    lines.stage(stage);
                                },
                                before)
                        .run();
            }
        } catch (Exception failed) {
            throw RunFailure.of("retain " + dataset, failed);
        } finally {
            lines.end();
        }
    }

    private static String json(RetainResult result) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("dataset", result.dataset())
                .put("dry_run", result.dryRun())
                .put("before", result.before().toString())
                .put("files", result.files())
                .put("rows", result.rows())
                .put("bytes", result.bytes())
                .put("finished", result.finished())
                .put("seconds", result.took().toMillis() / 1000.0)
                .toString();
    }

    private String text(RetainResult result) {
        String files = String.format(
                Locale.ROOT,
                "%,d files of %s with %,d rows, %,d bytes",
                result.files(),
                result.dataset(),
                result.rows(),
                result.bytes());
        String age = ", all processed and of before " + result.before();
        if (result.dryRun()) {
            return "would " + (target.delete ? "delete " : "archive ") + files + age + "; --execute does it";
        }
        String repaired = result.finished() == 0
                ? ""
                : String.format(Locale.ROOT, "; and %,d that a run before had not come to", result.finished());
        return (target.delete ? "deleted " : "archived ") + files + age + repaired;
    }
}
