package dev.sluice.batch;

import dev.sluice.record.commandline.CommandRunner;
import dev.sluice.record.commandline.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Start reading here: the Spark jobs as the launcher and spark-submit call them. */
@Command(
        description = "The Spark jobs: from the RAW zone to the Processed Zone.",
        subcommands = {ProcessCommand.class, CompactCommand.class, RetainCommand.class, TablesCommand.class})
public final class SluiceBatch {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli answers --help by it
    private CommonOptions common = new CommonOptions();

    private SluiceBatch() {}

    public static void main(String[] args) {
        System.exit(CommandRunner.run(new SluiceBatch(), "sluice", args));
    }
}
