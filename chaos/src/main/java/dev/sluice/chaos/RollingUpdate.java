package dev.sluice.chaos;

import dev.sluice.chaos.oracle.Pauses;
import dev.sluice.chaos.oracle.Verdict;
import dev.sluice.chaos.world.Await;
import dev.sluice.chaos.world.Instance;
import dev.sluice.chaos.world.Trial;
import dev.sluice.demo.broker.FreePort;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Three static members are replaced as a StatefulSet does it: the last first, SIGTERM, a new process with the same name
 * and the same volume, and the next one only when this one is ready.
 */
final class RollingUpdate implements Scenario {

    private static final int PODS = 3;

    /** As the chart has it by default. */
    private static final Duration MIN_READY = Duration.ofSeconds(10);

    private Tally noted = new Tally();

    @Override
    public void run(Trial trial, Tally tally) throws Exception {
        noted = tally;
        trial.throughTheWholePipeline();
        trial.set("spring.main.web-application-type", "servlet");
        trial.set("sluice.kafka.session.timeout.ms", "45000");
        trial.startFeed();
        List<Pod> pods = new ArrayList<>();
        for (int ordinal = 0; ordinal < PODS; ordinal++) {
            pods.add(new Pod(trial, ordinal));
        }
        for (Pod pod : pods) {
            pod.awaitReady();
        }
        trial.awaitNewFile(Set.of());
        Await.pass(MIN_READY);
        Collections.reverse(pods);
        for (Pod pod : pods) {
            long terminated = System.nanoTime();
            pod.replace();
            tally.injected();
            tally.recovered(Duration.ofNanos(System.nanoTime() - terminated));
            Await.pass(MIN_READY);
        }
        trial.awaitRowSentAfter(Instant.now());
    }

    @Override
    public Verdict verdict(Trial trial) throws Exception {
        Verdict verdict = trial.settle();
        noted.note(Pauses.measure(trial.world().lake().copy(trial.dataset()), trial.dataset())
                .toString());
        return verdict;
    }

    /** One ordinal: its name, its volume and its port outlive its processes. */
    private static final class Pod {
        private final Trial trial;
        private final String name;
        private final int port;
        private Instance instance;

        private Pod(Trial trial, int ordinal) throws IOException {
            this.trial = trial;
            this.name = trial.dataset() + "-sluice-" + ordinal;
            this.port = FreePort.find();
            this.instance = start();
        }

        private Instance start() throws IOException {
            trial.set("sluice.kafka.group.instance.id", name);
            trial.set("sluice.state-dir", trial.folder().resolve(name).toString());
            trial.set("server.port", Integer.toString(port));
            return trial.start();
        }

        private void awaitReady() {
            instance.awaitReady(port);
        }

        private void replace() throws IOException {
            instance.stop();
            instance = start();
            awaitReady();
        }
    }
}
