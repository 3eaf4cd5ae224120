package dev.sluice.service.command;

import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.DefinitionOption;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.terminal.Table;
import dev.sluice.service.replay.Replay;
import dev.sluice.service.replay.ReplayPlan;
import dev.sluice.service.replay.ReplayStart;
import dev.sluice.service.topology.TopicNames;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice replay}: reads messages once more, as a new epoch. */
@Command(
        name = "replay",
        description = {
            "Read messages of the input topic once more, as a new epoch, with the same or a corrected definition.",
            "Shows what it would do, and does it with --execute. Stop all instances of the service first."
        })
public final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private DefinitionOption definition = new DefinitionOption();

    @Mixin
    private KafkaOption kafka = new KafkaOption();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli answers --help and --verbose by it
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "START",
            description =
                    "earliest; a time such as 2026-01-31T09:00:00Z (or a date, UTC); offsets as 0:1200,1:1180, or a"
                            + " file of them: partitions that are not named go on where they are.")
    private String from = "";

    @Option(
            names = "--input",
            paramLabel = "TOPIC",
            description = "Topic of the XML messages (default: <dataset>.xml).")
    private @Nullable String input;

    @Option(names = "--execute", description = "Do it. Without it nothing is changed.")
    private boolean execute;

    private final PrintStream out;

    /** @param out gets UTF-8, whatever the terminal's locale says */
    public ReplayCommand(OutputStream out) {
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() throws IOException {
        ReplayStart start = ReplayStart.parse(from);
        RecordDefinition rows = definition.read();
        Map<String, Object> clients = kafka.clients();
        TopicNames names = new TopicNames(rows.dataset(), input == null ? rows.dataset() + ".xml" : input);
        try (Admin admin = kafka.connect()) {
            Replay replay = new Replay(admin, names, clients);
            ReplayPlan plan = replay.plan(start, rows.version());
            print(plan, names);
            if (execute) {
                replay.execute(plan, out::println);
                out.println("Start the service with definition " + plan.epoch().definitionVersion()
                        + "; its rows will say _ingest_epoch " + plan.epoch().epoch() + ".");
            } else {
                plan.obstacles().forEach(obstacle -> out.println("It cannot be done yet: " + obstacle + "."));
                out.println("Nothing was changed. To do it, run the same command with --execute.");
            }
        }
        return 0;
    }

    private void print(ReplayPlan plan, TopicNames names) {
        int epoch = plan.epoch().epoch();
        if (plan.resumed()) {
            out.println(
                    "A replay to epoch " + epoch + " was begun and is not finished. This finishes it from where it was"
                            + " begun, whatever --from says:");
        }
        out.println("Replay of " + names.dataset() + ": epoch " + (epoch - 1) + " -> " + epoch + ", definition "
                + plan.epoch().definitionVersion());
        Table table = new Table().row("partition", "position", "start", "messages");
        plan.partitions()
                .forEach(partition -> table.row(
                        partition.partition().partition(),
                        partition.position(),
                        partition.start(),
                        partition.messages()));
        table.lines().forEach(out::println);
        plan.topics().forEach(topic -> out.println("Topic to be deleted: " + topic));
    }
}
