package dev.sluice.service.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.service.deadletter.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTest {

    /** Whoever may write to the topic may write any header. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "-1", "4294967296", "99999999999999999999", "\u0660", "{", "[[1]]", "*\u001b*"})
    void takesAForgedHeaderForAMissingOne(String forged) {
        RecordHeaders headers = new RecordHeaders();
        for (String name : List.of(
                DeadLetterHeaders.ATTEMPT,
                DeadLetterHeaders.SOURCE_PARTITION,
                DeadLetterHeaders.SOURCE_HOUR,
                DeadLetterHeaders.EPOCH,
                DeadLetterHeaders.VIOLATIONS)) {
            headers.add(name, forged == null ? null : forged.getBytes(StandardCharsets.UTF_8));
        }

        Letter letter = new Letter(0, 0, 0, null, null, headers);

        assertThat(letter.attempt()).isEqualTo(1);
        assertThat(letter.sourcePartition()).isEqualTo(-1);
        assertThat(letter.sourceHour()).isEqualTo(-1);
        assertThat(letter.epoch()).isZero();
        assertThat(letter.violations()).isEmpty();
        assertThat(letter.violationCount()).isZero();
    }
}
