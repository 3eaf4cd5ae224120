package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.acceptance.Runbook.Command;
import dev.sluice.acceptance.Runbook.When;
import dev.sluice.demo.books.BookGenerator;
import dev.sluice.demo.books.Rates;
import dev.sluice.demo.produce.BookFeed;
import dev.sluice.demo.produce.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The runbooks' commands, as they stand there, against one broker and service; each distinct one once. */
@Timeout(900)
class RunbooksIT {

    private static final int MESSAGES = 300;
    private static final Rates RATES = new Rates(0.1, 0.1, 0.05, 0.05);
    private static final Pattern OPEN_TRANSACTION = Pattern.compile("(?m)^\\d+\\s.*\\s(\\d+)\\s*$");
    private static final Map<String, String> KAFKA = Map.of(
            "kafka-consumer-groups.sh", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
            "kafka-transactions.sh", "org.apache.kafka.tools.TransactionsCommand",
            "kafka-streams-application-reset.sh", "org.apache.kafka.tools.StreamsResetter");

    @TempDir
    private Path folder;

    private final Set<Command> done = new HashSet<>();
    private String startOfTheHanging = "";

    private record Outcome(int code, String out, String err) {}

    @Test
    void runsEachCommandOfEachPage() throws Exception {
        prepare();
        List<Command> commands =
                Runbook.all().stream().flatMap(page -> page.commands().stream()).toList();
        try (var service = new RunningService(folder)) {
            Topics.create(service.bootstrap(), "books.xml", 4);
            service.start();
            send(service);
            service.awaitDrained();
            runAll(service, commands, "./sluice process ");
            try (var hanging = hang(service)) {
                runAll(service, commands, "kafka-transactions.sh ");
            }
            send(service);
            service.awaitDrained();
            runAll(service, commands, "");

            service.stop();
            done.clear();
            for (Command command : commands) {
                if (command.when() == When.STOPPED && !isReplay(command)) {
                    runWhenAllAreGone(service, command);
                }
            }
            service.start();
            assertThat(service.refusal()).contains("stands at offset 0 of books.xml-", "./sluice replay --from");
            for (Command command : commands) {
                if (isReplay(command)) {
                    runWhenAllAreGone(service, command);
                }
            }
            service.start();
            service.awaitDrained();
            runAll(service, commands, "./sluice process ");
            runAll(service, commands, "./sluice verify ");
        }
    }

    private static boolean isReplay(Command command) {
        return command.text().startsWith("./sluice replay ");
    }

    private void runAll(RunningService service, List<Command> commands, String beginning) throws Exception {
        for (Command command : commands) {
            if (command.when() == When.RUNNING && command.text().startsWith(beginning) && done.add(command)) {
                check(command, command.isQuery() ? query(command) : shell(service, command));
            }
        }
    }

    private void runWhenAllAreGone(RunningService service, Command command) {
        if (!done.add(command)) {
            return;
        }
        await().atMost(Duration.ofSeconds(120)).until(() -> {
            Outcome outcome = shell(service, command);
            String said = outcome.err() + outcome.out();
            if (outcome.code() != 0 && (said.contains("are alive") || said.contains("still active"))) {
                return false;
            }
            check(command, outcome);
            return true;
        });
    }

    private void check(Command command, Outcome outcome) {
        assertThat(outcome.code()).as(command.text() + "\n" + outcome).isZero();
        assertThat(command.missing(outcome.out()))
                .as("lines that %s did not say:\n%s", command.text(), outcome)
                .isEmpty();
        Matcher open = OPEN_TRANSACTION.matcher(outcome.out());
        if (command.text().contains("describe-producers") && open.find()) {
            startOfTheHanging = open.group(1);
        }
    }

    private Outcome shell(RunningService service, Command command) throws Exception {
        String line = here(command.text())
                .replace("localhost:9092", service.bootstrap())
                .replace("--start-offset 12345", "--start-offset " + startOfTheHanging);
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        var builder = new ProcessBuilder("bash", "-c", line)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        // A command is over before the second compiler would pay.
        builder.environment().put("SLUICE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        Process shell = builder.start();
        try {
            assertThat(shell.waitFor(5, TimeUnit.MINUTES)).as(line).isTrue();
        } finally {
            shell.destroyForcibly();
        }
        return new Outcome(shell.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Outcome query(Command command) throws Exception {
        try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duckDb.createStatement();
                var result = statement.executeQuery(here(command.text()))) {
            assertThat(result.getMetaData().getColumnCount()).isPositive();
        }
        return new Outcome(0, "", "");
    }

    /** With the pages' folders in this test's. */
    private String here(String text) {
        return text.replace("/data/", folder + "/");
    }

    /** A transaction that nobody would end for an hour. */
    private static AutoCloseable hang(RunningService service) throws Exception {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                service.bootstrap(),
                "transactional.id",
                "hangs",
                "transaction.timeout.ms",
                600_000);
        var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("books.xml", 0, null, "<library/>".getBytes()))
                .get();
        return () -> producer.close(Duration.ZERO);
    }

    private void send(RunningService service) {
        try (var feed = new BookFeed(service.bootstrap(), "books.xml", new BookGenerator(5, RATES))) {
            for (int message = 0; message < MESSAGES; message++) {
                feed.send();
            }
            feed.flush();
        }
    }

    /** A folder with what the pages speak of, and Kafka's scripts. */
    private void prepare() throws IOException {
        Files.createSymbolicLink(folder.resolve("sluice"), Sluice.HOME.resolve("sluice"));
        Files.createSymbolicLink(folder.resolve("examples"), Sluice.HOME.resolve("examples"));
        String definition = Files.readString(Sluice.BOOKS);
        Files.writeString(folder.resolve("books-old.yaml"), definition);
        Files.writeString(folder.resolve("books-new.yaml"), definition.replace("decimal(10,2)", "decimal(12,2)"));
        Path bin = Files.createDirectories(folder.resolve("bin"));
        String classPath = System.getProperty("java.class.path") + ":"
                + Files.readString(Sluice.HOME.resolve("service/target/class-path.txt"));
        for (var script : KAFKA.entrySet()) {
            Path file = Files.writeString(
                    bin.resolve(script.getKey()),
                    "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                            + "' -XX:TieredStopAtLevel=1 -cp '" + classPath.strip() + "' " + script.getValue()
                            + " \"$@\"\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
    }
}
