package dev.sluice.chaos.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.chaos.oracle.HourCounts;
import dev.sluice.chaos.world.Trial;
import dev.sluice.demo.pipeline.LauncherProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs {@code ./sluice verify} as a user does. */
final class Verifier {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Path home;
    private final Trial trial;

    /** What a run said. */
    enum Verdict {
        PROVED,
        DIFFERENT,
        /** It could not read what it needs, such as while the broker is down. */
        UNANSWERED
    }

    /**
     * @param hours what it has counted, by {@code partition/hour}
     * @param complaints lines about what differs
     */
    record Answer(
            Verdict verdict, Map<String, HourCounts> hours, long open, long rows, long raw, List<String> complaints) {}

    Verifier(Path home, Trial trial) {
        this.home = home;
        this.trial = trial;
    }

    Answer run(String... options) throws IOException, InterruptedException {
        Path logs = Files.createTempDirectory(trial.folder(), "verify-");
        var arguments = new ArrayList<Object>(List.of(
                "verify",
                "--json",
                "--definition",
                trial.definitionFile(),
                "--bootstrap",
                trial.world().brokers().direct(),
                "--raw",
                trial.world().lake().location()));
        arguments.addAll(Arrays.asList(options));
        try (var process =
                LauncherProcess.at(home).logsIn(logs).javaOptions("-Xmx256m").start("verify", arguments.toArray())) {
            if (!process.awaitEnd(PATIENCE)) {
                throw new IOException("No end within " + PATIENCE.toMinutes() + " minutes: " + process.lastWords());
            }
            return answer(process);
        }
    }

    private static Answer answer(LauncherProcess process) throws IOException, InterruptedException {
        Map<String, HourCounts> hours = new TreeMap<>();
        List<String> complaints = new ArrayList<>();
        long open = 0;
        long rows = 0;
        long raw = 0;
        Boolean holds = null;
        for (String text : process.output().lines().toList()) {
            JsonNode line = JSON.readTree(text);
            switch (line.path("type").asText()) {
                case "hour" -> {
                    hours.put(line.path("partition").asInt() + "/" + hour(line), counts(line));
                    rows += line.path("rows").asLong();
                    raw += line.path("raw_rows").asLong();
                    if (line.path("state").asText().equals("different")) {
                        complaints.add(text);
                    }
                }
                case "summary" -> {
                    holds = line.path("holds").asBoolean();
                    open = line.path("open").asLong();
                }
                default -> complaints.add(text);
            }
        }
        int code = process.await();
        if (holds == null) {
            String said = process.errors().lines().collect(Collectors.joining(" "));
            return new Answer(Verdict.UNANSWERED, hours, open, rows, raw, List.of("exit code " + code + ": " + said));
        }
        if (holds != (code == 0)) {
            complaints.add("exit code " + code + " with holds " + holds);
        }
        return new Answer(holds && code == 0 ? Verdict.PROVED : Verdict.DIFFERENT, hours, open, rows, raw, complaints);
    }

    private static long hour(JsonNode line) {
        return TimeUnit.MILLISECONDS.toHours(
                OffsetDateTime.parse(line.path("hour").asText() + ":00Z")
                        .toInstant()
                        .toEpochMilli());
    }

    private static HourCounts counts(JsonNode line) {
        return new HourCounts(
                line.path("messages").asLong(),
                line.path("tombstones").asLong(),
                line.path("malformed").asLong() + line.path("without_records").asLong(),
                line.path("records").asLong(),
                line.path("rejected_records").asLong());
    }
}
