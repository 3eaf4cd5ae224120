package dev.sluice.service.command;

import dev.sluice.record.commandline.CommonOptions;
import java.io.OutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice offsets}: where the sink stands, and the way past rows that are gone. */
@Command(
        name = "offsets",
        synopsisSubcommandLabel = "COMMAND",
        description = "Where each partition of the rows topic stands, by the commit log and by Kafka.",
        footer = {
            "",
            "Examples:",
            "  ./sluice offsets show --dataset books --raw /data/raw --bootstrap localhost:9092",
            "  ./sluice offsets skip --dataset books --raw /data/raw --bootstrap localhost:9092 \\",
            "      --partition 3 --to 120000 --reason 'lost with broker 2' --execute"
        })
public final class OffsetsCommand {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli answers --help and --verbose by it
    private final CommonOptions common = new CommonOptions();

    private OffsetsCommand() {}

    /**
     * @param zones opens the RAW zone
     * @param out gets UTF-8, whatever the terminal's locale says
     */
    public static CommandLine with(RawZones zones, OutputStream out) {
        return new CommandLine(new OffsetsCommand())
                .addSubcommand(new OffsetsShowCommand(zones, out))
                .addSubcommand(new OffsetsSkipCommand(zones, out));
    }
}
