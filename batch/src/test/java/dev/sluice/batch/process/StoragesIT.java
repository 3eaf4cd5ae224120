package dev.sluice.batch.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.compact.CompactSettings;
import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.FailingStorage;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.fixture.Servers;
import dev.sluice.batch.retain.Retain;
import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All jobs with both zones on a server. */
class StoragesIT {

    private static final String JANUARY = "2026-01-31";
    private static final String MARCH = "2026-03-01";
    private static final Instant LATER = Instant.parse("2026-02-01T11:00:00Z");

    /** More than any run makes; only ends a loop that would never end. */
    private static final int MOST_CHANGES = 40;

    interface Zones {
        LakeStorage open() throws IOException;
    }

    static Stream<Named<Zones>> servers() {
        return Stream.of(Named.of("hdfs", Servers::hdfsZone), Named.of("s3", Servers::s3Zone));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void areReadAndWrittenByProcessCompactAndRetain(Zones zones) throws IOException {
        Pipeline lake = Pipeline.between(zones.open(), zones.open());
        lake.raw().commit(0, Book.of("a", JANUARY), Book.of("b", MARCH)).commit(1, Book.of("c", JANUARY));
        lake.process();
        lake.raw().commit(0, Book.of("a", JANUARY), Book.of("d", JANUARY), Book.withoutDate("e"));
        lake.process();
        lake.raw().replay(1, 150, 200, Instant.parse("2026-03-01T00:00:00Z"));
        lake.raw().commit(0, Book.of("f", JANUARY).at(160));
        lake.process();
        lake.raw().commit(0, Book.of("f", MARCH).at(160).replayed(1));

        ProcessResult replayed = lake.process();

        assertThat(lake.processed().books())
                .containsExactly("a|" + JANUARY, "b|" + MARCH, "c|" + JANUARY, "d|" + JANUARY, "e|null", "f|" + MARCH);
        assertThat(replayed.counts().updated()).isEqualTo(1);
        assertThat(lake.withoutSpark().process().foundNew()).isFalse();

        lake.withSpark()
                .compact(lake.processed().storage(), stage -> {}, new CompactSettings(1 << 20, 1))
                .run();
        assertThat(lake.processed().files()).hasSize(3);
        assertThat(lake.processed().query("count(*)", "")).containsExactly("6");

        LakeStorage archive = zones.open();
        var retained = new Retain(
                        "books", lake.raw().storage(), lake.processed().storage(), archive, stage -> {}, LATER)
                .run();
        assertThat(retained.files()).isEqualTo(3);
        assertThat(archive.list("books/ingest_date=2026-02-01/ingest_hour=10")).hasSize(3);
        assertThat(lake.raw().storage().list("books/ingest_date=2026-02-01/ingest_hour=10"))
                .hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void areRepairedByTheNextRunWhereverOneDies(Zones zones) throws IOException {
        for (int change = 1; diesAt(change, zones); change++) {
            assertThat(change).isLessThan(MOST_CHANGES);
        }
    }

    private static boolean diesAt(int change, Zones zones) throws IOException {
        Pipeline lake = Pipeline.between(zones.open(), zones.open());
        lake.raw().commit(0, Book.of("a", JANUARY), Book.of("b", MARCH));
        FailingStorage dying = FailingStorage.afterChange(lake.processed().storage(), change);
        boolean died = true;
        try {
            lake.process(dying);
            died = dying.died();
        } catch (UncheckedIOException dead) {
            assertThat(dead).hasMessageContaining("the process is dead");
        }

        lake.process();

        assertThat(lake.processed().books()).containsExactly("a|" + JANUARY, "b|" + MARCH);
        assertThat(lake.processed().staged()).isEmpty();
        return died;
    }
}
