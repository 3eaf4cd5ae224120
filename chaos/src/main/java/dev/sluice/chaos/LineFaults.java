package dev.sluice.chaos;

import dev.sluice.chaos.world.Await;
import dev.sluice.chaos.world.TcpProxy;
import dev.sluice.chaos.world.TcpProxy.Network;
import dev.sluice.chaos.world.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A bad network between the service and its brokers, or between it and its storage, for half a minute. */
final class LineFaults {

    static final List<Network> ALL = List.of(Network.SILENT, Network.RESETTING, Network.LOSSY, Network.SLOW);

    private static final Duration BAD = Duration.ofSeconds(30);

    private LineFaults() {}

    static Scenario toBrokers(Network network) {
        return (trial, tally) ->
                suffer(trial, tally, network, trial.world().brokers().lines());
    }

    static Scenario toStorage(Network network) {
        return (trial, tally) -> suffer(
                trial, tally, network, List.of(trial.world().lake().line().orElseThrow()));
    }

    private static void suffer(Trial trial, Tally tally, Network network, List<TcpProxy> lines) throws Exception {
        trial.startFeed();
        trial.start();
        trial.awaitNewFile(Set.of());
        lines.forEach(line -> line.become(network));
        tally.injected();
        try {
            Await.pass(BAD);
        } finally {
            lines.forEach(line -> line.become(Network.FINE));
        }
        long over = System.nanoTime();
        trial.awaitRowSentAfter(Instant.now());
        tally.recovered(Duration.ofNanos(System.nanoTime() - over));
    }
}
