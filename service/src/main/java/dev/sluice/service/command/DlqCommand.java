package dev.sluice.service.command;

import dev.sluice.record.commandline.CommonOptions;
import java.io.OutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice dlq}: the dead letters of a dataset. */
@Command(
        name = "dlq",
        description = "Look at the messages that could not be turned into rows, and send them again.",
        synopsisSubcommandLabel = "COMMAND")
public final class DlqCommand implements Runnable {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli answers --help and --verbose by it
    private final CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private DlqCommand() {}

    public static CommandLine with(OutputStream out) {
        return new CommandLine(new DlqCommand())
                .addSubcommand(new DlqListCommand(out))
                .addSubcommand(new DlqShowCommand(out))
                .addSubcommand(new DlqRedriveCommand(out))
                .addSubcommand(new DlqExportCommand(out));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command, expected list, show, redrive or export");
    }
}
