package dev.sluice.service.command;

import dev.sluice.record.commandline.CommonOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice run}: options are short forms of settings, and win over the environment. */
@Command(
        name = "run",
        description = {
            "Read XML messages from Kafka, write rows to Kafka and the RAW zone, until stopped.",
            "Every option can also be given as a setting of the environment or of application.properties."
        })
public final class RunCommand implements Callable<Integer> {

    @Option(names = "--definition", paramLabel = "FILE", description = "Record definition (SLUICE_DEFINITION).")
    private @Nullable Path definition;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Kafka brokers (SLUICE_BOOTSTRAP_SERVERS).")
    private @Nullable String bootstrap;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Properties of every Kafka client, such as security.protocol (SLUICE_COMMAND_CONFIG).")
    private @Nullable Path commandConfig;

    @Option(
            names = "--raw",
            paramLabel = "PLACE",
            description = "RAW zone: a folder, hdfs://host:port/path or s3://bucket/prefix (SLUICE_RAW_PATH).")
    private @Nullable String raw;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "Folder for state that Kafka can restore (SLUICE_STATE_DIR).")
    private @Nullable Path stateDir;

    @Option(names = "--port", paramLabel = "N", description = "HTTP port of health and metrics (SERVER_PORT).")
    private @Nullable Integer port;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any other setting, such as sluice.dedup.retention=3d; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    private final CommonOptions options = new CommonOptions();

    private final ToIntFunction<String[]> service;

    /** @param service runs with the settings as Spring Boot's arguments until it is stopped; returns the exit code */
    public RunCommand(ToIntFunction<String[]> service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        return service.applyAsInt(arguments().toArray(String[]::new));
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        settings.forEach((key, value) -> add(arguments, key, value));
        add(arguments, "sluice.definition", definition);
        add(arguments, "sluice.bootstrap-servers", bootstrap);
        add(arguments, "sluice.command-config", commandConfig);
        add(arguments, "sluice.raw.path", raw);
        add(arguments, "sluice.state-dir", stateDir);
        add(arguments, "server.port", port);
        if (options.isVerbose()) {
            add(arguments, "spring.profiles.active", "verbose");
        }
        return arguments;
    }

    private static void add(List<String> arguments, String key, @Nullable Object value) {
        if (value != null) {
            arguments.add("--" + key + "=" + value);
        }
    }
}
