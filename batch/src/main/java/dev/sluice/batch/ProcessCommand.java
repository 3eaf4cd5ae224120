package dev.sluice.batch;

import dev.sluice.batch.ledger.BrokenLedgerException;
import dev.sluice.batch.ledger.OvertakenException;
import dev.sluice.batch.merge.MergeSettings;
import dev.sluice.batch.merge.SparkSessions;
import dev.sluice.batch.process.CannotProcessException;
import dev.sluice.batch.process.Process;
import dev.sluice.batch.process.ProcessResult;
import dev.sluice.batch.process.Progress;
import dev.sluice.batch.rawlog.BrokenChainException;
import dev.sluice.batch.storage.LocalStorage;
import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.DefinitionOption;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.commitlog.UnreadableCommitRecordException;
import dev.sluice.record.definition.RecordDefinition;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
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

    /** s3a://bucket would be made as a folder called s3a: here, and all would seem well. One letter is a drive. */
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DefinitionOption definition = new DefinitionOption();

    @Option(names = "--raw", required = true, paramLabel = "DIR", description = "The RAW zone.")
    private Path raw = Path.of("raw");

    @Option(
            names = "--processed",
            required = true,
            paramLabel = "DIR",
            description = "The Processed Zone; made when it is not there.")
    private Path processed = Path.of("processed");

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark master (default: what spark-submit says, else local[*]).")
    private @Nullable String master;

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        if (common.isVerbose()) {
            Configurator.setRootLevel(Level.INFO);
            Configurator.setLevel("org.apache.spark", Level.INFO);
        }
        RecordDefinition rows = definition.read();
        checkZones();
        ProcessResult result = process(rows);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json.isJson() ? ProcessSummary.json(result) : ProcessSummary.table(result));
        out.flush();
    }

    private void checkZones() {
        if (!Files.isDirectory(raw)) {
            throw new WrongUseException("Invalid --raw: " + raw + ", expected the folder of a RAW zone");
        }
        if (URI.matcher(processed.toString()).matches()) {
            throw new WrongUseException("Invalid --processed: " + processed
                    + ", expected a folder of a local or mounted file system; no other storage is supported yet");
        }
        try {
            Files.createDirectories(processed);
        } catch (IOException failed) {
            throw new UserErrorException("Cannot write to --processed " + processed + ": " + failed, failed);
        }
        if (!Files.isWritable(processed)) {
            throw new UserErrorException("Cannot write to --processed " + processed + ": permission denied");
        }
    }

    private ProcessResult process(RecordDefinition rows) {
        LazySession session = new LazySession(master);
        try (session) {
            return new Process(
                            rows,
                            new LocalStorage(raw),
                            new LocalStorage(processed),
                            session::get,
                            progress(),
                            MergeSettings.DEFAULT)
                    .run();
        } catch (CannotProcessException
                | OvertakenException
                | BrokenChainException
                | BrokenLedgerException
                | UnreadableCommitRecordException explained) {
            throw new UserErrorException(String.valueOf(explained.getMessage()), explained);
        } catch (Exception failed) { // also Spark's checked ones, which it does not declare
            throw new UserErrorException(
                    "Cannot process " + rows.dataset() + ": " + firstLine(failed)
                            + "; nothing is lost, the next run goes on from here (--verbose shows more)",
                    failed);
        }
    }

    private Progress progress() {
        PrintWriter err = spec.commandLine().getErr();
        boolean terminal = System.console() != null;
        return what -> {
            if (terminal || common.isVerbose()) {
                err.println("process: " + what);
                err.flush();
            }
        };
    }

    /** Spark's messages are pages long; their first line says what happened. */
    private static String firstLine(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString().lines().findFirst().orElse("");
    }

    /** Spark takes seconds to start: it does so only for a run that has rows to merge. */
    private static final class LazySession implements AutoCloseable {

        private final @Nullable String master;
        private @Nullable SparkSession session;

        LazySession(@Nullable String master) {
            this.master = master;
        }

        SparkSession get() {
            SparkConf conf = new SparkConf();
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
}
