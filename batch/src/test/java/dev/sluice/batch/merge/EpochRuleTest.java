package dev.sluice.batch.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.merge.EpochRule.Verdict;
import dev.sluice.record.commitlog.Epoch;
import dev.sluice.record.definition.Unique;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Epoch 1 begins at offset 50, epoch 2 at offset 20; the key was read up to offset 1000 before each. */
class EpochRuleTest {

    private static final String JANUARY = "2026-01-31";
    private static final String MARCH = "2026-03-01";

    private final EpochRule rule = new EpochRule(Epochs.of(List.of(epoch(1, 50), epoch(2, 20))), Unique.PARTITION);

    @Test
    void replacesOfSeveralRowsTheOneOfTheSameRecord() {
        Sighting january = row(0, 60, JANUARY);
        Sighting march = row(0, 70, MARCH);
        Sighting replayed = arrived(1, 60, JANUARY);

        assertThat(rule.settle(List.of(january, march, replayed)))
                .containsOnly(Map.entry(january, Verdict.LEAVES), Map.entry(replayed, Verdict.UPDATED));
    }

    @Test
    void replacesWhatIsInTheWayInItsNewFolder() {
        Sighting january = row(0, 60, JANUARY);
        Sighting march = row(0, 70, MARCH);
        Sighting replayed = arrived(1, 60, MARCH);

        assertThat(rule.settle(List.of(january, march, replayed)))
                .containsOnly(
                        Map.entry(january, Verdict.LEAVES),
                        Map.entry(march, Verdict.LEAVES),
                        Map.entry(replayed, Verdict.UPDATED));
    }

    @Test
    void replacesALaterSightingOfAKeyWhoseFirstWasRejectedBefore() {
        Sighting later = row(0, 70, MARCH);
        Sighting first = arrived(1, 60, JANUARY);

        assertThat(rule.settle(List.of(later, first)))
                .containsOnly(Map.entry(later, Verdict.LEAVES), Map.entry(first, Verdict.UPDATED));
    }

    @Test
    void dropsARowWhoseNewFolderHoldsItsKeyFromBeforeTheStart() {
        Sighting early = row(0, 10, JANUARY);
        Sighting old = row(0, 60, MARCH);
        Sighting replayed = arrived(1, 60, JANUARY);

        assertThat(rule.settle(List.of(early, old, replayed))).containsOnly(Map.entry(old, Verdict.LEAVES));
    }

    @Test
    void bringsInOnlyTheLastOfSeveralEpochsThatArriveTogether() {
        Sighting old = row(0, 60, JANUARY);
        Sighting one = arrived(1, 60, JANUARY);
        Sighting two = arrived(2, 60, MARCH);

        assertThat(rule.settle(List.of(two, old, one)))
                .containsOnly(Map.entry(old, Verdict.LEAVES), Map.entry(two, Verdict.UPDATED));
    }

    @Test
    void keepsTheNewerEpochWhenAnOlderOneComesLate() {
        Sighting newer = row(1, 60, MARCH);
        Sighting older = arrived(0, 60, JANUARY);

        assertThat(rule.settle(List.of(newer, older))).isEmpty();
    }

    private static Sighting row(int epoch, long offset, String date) {
        return new Sighting("present", false, epoch, 0, offset, 0, 0, 1000L * epoch + offset, 0, date);
    }

    private static Sighting arrived(int epoch, long offset, String date) {
        return new Sighting("arrived", true, epoch, 0, offset, 0, 0, 1000L * epoch + offset, 0, date);
    }

    private static Epoch epoch(int number, long start) {
        return new Epoch(
                Epoch.FORMAT,
                number,
                Epoch.Phase.READY,
                new TreeMap<>(Map.of(0, start)),
                new TreeMap<>(Map.of(0, 1000L)),
                "0123456789ab",
                0,
                0,
                Map.of());
    }
}
