package dev.sluice.chaos.soak;

import dev.sluice.chaos.oracle.Accounts;
import dev.sluice.chaos.oracle.HourCounts;
import dev.sluice.chaos.oracle.Verdict;
import dev.sluice.chaos.world.Await;
import dev.sluice.chaos.world.MixedXml;
import dev.sluice.chaos.world.Trial;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** One run: two instances, a feed without end, one misfortune after the other, and the account at the end. */
final class Soak {

    private static final int SEATS = 2;
    private static final Duration RESTART_EVERY = Duration.ofMinutes(1);
    private static final int LONGEST_CALM_MILLIS = 4_000;
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Trial trial;
    private final Verifier verifier;
    private final Random random;
    private final PrintStream progress;
    private final SoakReport report = new SoakReport();
    private final List<Seat> seats = new ArrayList<>();
    private final List<Misfortune> deck = new ArrayList<>();
    private final long begin = System.nanoTime();

    /** @param home of the launcher */
    Soak(Trial trial, Path home, Random random, PrintStream progress) {
        this.trial = trial;
        this.verifier = new Verifier(home, trial);
        this.random = random;
        this.progress = progress;
    }

    SoakReport run(Duration time) throws Exception {
        MixedXml source = trial.throughTheWholePipelineWithAllKinds();
        trial.startFeed();
        for (int number = 1; number <= SEATS; number++) {
            var seat = new Seat(trial, number);
            seats.add(seat);
            seat.start();
        }
        awaitAllAtWork();
        trial.awaitNewFile(Set.of());
        say("rows arrive in RAW");
        try (var watchman = new Watchman(verifier, this::say)) {
            suffer(time);
            watchman.close();
            report.watched(watchman);
        }
        trial.pauseFeed();
        say("the feed has stopped, waiting for all of it");
        reviveTheDead();
        Verifier.Answer last = verifier.run("--deep", "--wait", "10m");
        say("verify --deep: " + last.verdict());
        report.problems(trial.end());
        judge(new Accounts(source.sent()), last);
        return report;
    }

    /** For that time, and on until each misfortune has come once, however slow the machine. */
    private void suffer(Duration time) throws Exception {
        long restart = RESTART_EVERY.toNanos();
        while (elapsed() < time.toNanos() || !report.hasAllMisfortunes()) {
            Await.pass(Duration.ofMillis(random.nextInt(LONGEST_CALM_MILLIS)));
            if (elapsed() > restart) {
                suffer(Misfortune.RESTART);
                restart = elapsed() + RESTART_EVERY.toNanos();
            } else {
                suffer(draw());
            }
        }
    }

    /** Each once in a random order, then again. */
    private Misfortune draw() {
        if (deck.isEmpty()) {
            deck.addAll(Arrays.asList(Misfortune.values()));
            deck.remove(Misfortune.RESTART);
            Collections.shuffle(deck, random);
        }
        return deck.remove(deck.size() - 1);
    }

    private void suffer(Misfortune misfortune) throws Exception {
        misfortune.happen(trial, seats.get(random.nextInt(SEATS)), random);
        long over = System.nanoTime();
        awaitAllAtWork();
        trial.awaitNewFile(trial.filesAndNamed());
        Duration recovery = Duration.ofNanos(System.nanoTime() - over);
        report.suffered(misfortune, recovery);
        say(misfortune + "; both at work and a new file " + recovery.toMillis() / 1000.0 + " s later");
    }

    private void awaitAllAtWork() {
        Await.until("all instances at work", PATIENCE, () -> {
            reviveTheDead();
            for (Seat seat : seats) {
                if (!trial.isOwner(seat.instance())) {
                    return false;
                }
            }
            return true;
        });
    }

    /** As Kubernetes would. */
    private void reviveTheDead() throws Exception {
        for (Seat seat : seats) {
            if (!seat.instance().isAlive()) {
                report.endedByItself();
                say("ended by itself: " + seat.instance().process().lastWords());
                seat.start();
            }
        }
    }

    private void judge(Accounts accounts, Verifier.Answer last) throws Exception {
        if (last.verdict() != Verifier.Verdict.PROVED || last.open() > 0) {
            report.problem("verify --deep: " + last.verdict() + ", " + last.open() + " hours open");
            report.problems(last.complaints());
        }
        var letters = LetterReader.read(trial.world().brokers().direct(), trial.dataset() + ".dead-letter");
        Path root = trial.world().lake().copy(trial.dataset());
        Verdict verdict =
                accounts.judge(root, trial.dataset(), letters, trial.folder().resolve("sent.csv"));
        report.problems(verdict.problems());
        report.problems(differences(accounts.byHour(), last.hours()));
        if (last.rows() != verdict.produced() || last.raw() != verdict.produced()) {
            report.problem("verify counts " + last.rows() + " rows and " + last.raw() + " in RAW, but "
                    + verdict.produced() + " different ids were sent");
        }
        report.judged(accounts, verdict, last, letters.size());
    }

    private static List<String> differences(Map<String, HourCounts> sent, Map<String, HourCounts> counted) {
        Set<String> hours = new HashSet<>(sent.keySet());
        hours.addAll(counted.keySet());
        return hours.stream()
                .sorted()
                .filter(hour -> !Objects.equals(sent.get(hour), counted.get(hour)))
                .map(hour -> "partition and hour " + hour + ": sent " + sent.get(hour) + ", verify says "
                        + counted.get(hour))
                .toList();
    }

    private long elapsed() {
        return System.nanoTime() - begin;
    }

    private void say(String what) {
        progress.printf("%5d s  %s%n", elapsed() / 1_000_000_000, what);
    }
}
