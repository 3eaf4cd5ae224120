package dev.sluice.service.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {

    private static final TopicPartition FIRST = new TopicPartition("changelog", 0);
    private static final TopicPartition SECOND = new TopicPartition("changelog", 1);

    private final RestoreProgress progress = new RestoreProgress();

    @Test
    void tellsWhatIsDoneAndWhatIsLeft() {
        progress.onRestoreStart(FIRST, "sightings", 100, 300);
        progress.onRestoreStart(SECOND, "sightings", 0, 50);
        progress.onBatchRestored(FIRST, "sightings", 149, 45);

        assertThat(progress.now()).isEqualTo(new Restoring(2, 50, 200));
    }

    @Test
    void isOverOnceAllIsReadBackOrElsewhere() {
        progress.onRestoreStart(FIRST, "sightings", 0, 10);
        progress.onRestoreStart(SECOND, "sightings", 0, 10);
        progress.onRestoreEnd(FIRST, "sightings", 10);
        progress.onRestoreSuspended(SECOND, "sightings", 3);

        assertThat(progress.now()).isEqualTo(new Restoring(0, 0, 0));
    }
}
