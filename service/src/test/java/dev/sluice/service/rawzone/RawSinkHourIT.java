package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.service.rawzone.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An hour passes, by the sink's clock, while a real broker has no more rows for it. */
class RawSinkHourIT extends RawSinkFixture {

    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern(
                    "'ingest_date='yyyy-MM-dd'/ingest_hour='HH")
            .withZone(ZoneOffset.UTC);

    private final SettableClock clock = new SettableClock(Instant.now());
    private Instant next;

    @BeforeEach
    void passAnHourThatAllPartitionsButOneHaveRowsIn() {
        start(new RawSink(settings(), new LocalStorage(raw()), topic, rows.schemas(), meters, clock));
        commit(partitions() - 1);
        await().atMost(PATIENCE).until(() -> openFiles() == partitions() - 1 && unread() == 0);

        next = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        clock.pass(Duration.between(clock.instant(), next.plusSeconds(61)));
    }

    @Test
    void endsEveryChainWithAnEmptyRecordThatClosesTheHour() {
        awaitClosed();

        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void bringsLaterRowsToTheNextHourWheneverTheyWereAppended() throws Exception {
        awaitClosed();
        Set<Path> closed = dataFiles();

        commit(partitions());
        await().atMost(PATIENCE).until(() -> {
            clock.pass(Duration.ofSeconds(1));
            return ids().size() == expected.size();
        });

        Set<Path> later = dataFiles();
        assertThat(later).containsAll(closed);
        later.removeAll(closed);
        assertThat(later)
                .hasSize(partitions())
                .allMatch(file -> file.getParent().endsWith(FOLDER.format(next)));
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private void awaitClosed() {
        var closed = Collections.nCopies(partitions(), "EMPTY|" + next.toEpochMilli());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ends()).isEqualTo(closed));
    }

    /** Kind and complete-until time of each chain's last record. */
    private List<String> ends() {
        String records = raw() + "/_commits/" + topic.dataset() + "/*/*/p=*/[0-9g]*.json";
        return DuckDb.query("SELECT arg_max(kind, (next, sequence, complete_until_millis)), max(complete_until_millis)"
                + " FROM read_json('" + records + "', columns = {kind: 'VARCHAR', partition: 'INT', next: 'BIGINT',"
                + " sequence: 'INT', complete_until_millis: 'BIGINT'}, format = 'unstructured')"
                + " GROUP BY partition ORDER BY partition");
    }

    private Set<Path> dataFiles() throws IOException {
        try (var files = Files.walk(raw().resolve(topic.dataset()))) {
            return new TreeSet<>(files.filter(Files::isRegularFile).toList());
        }
    }
}
