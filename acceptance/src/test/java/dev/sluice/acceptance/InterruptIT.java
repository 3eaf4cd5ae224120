package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void leavesNoProcessAndNoFileBehind(String signal) throws Exception {
        Path lake = folder.resolve("lake");
        try (var demo = Sluice.in(folder).start("demo", "demo", "--keep", lake)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> runs("BrokerProcess") && runs("SluiceService"));

            new ProcessBuilder("kill", "-" + signal, Long.toString(demo.pid()))
                    .start()
                    .waitFor();

            // Longer than the service may take to end a transaction of a broker that has just begun.
            await().atMost(Duration.ofSeconds(60)).until(() -> !demo.isRunning());
            assertThat(demo.await()).isNotZero();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Sluice.processesNaming(folder)).isEmpty());
        try (var left = Files.list(folder)) {
            List<String> names = left.map(path -> path.getFileName().toString()).toList();
            assertThat(names).noneMatch(name -> name.startsWith("sluice-demo-"));
        }
    }

    private boolean runs(String mainClass) {
        return Sluice.processesNaming(folder).stream().anyMatch(commandLine -> commandLine.contains(mainClass));
    }
}
