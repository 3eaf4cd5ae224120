package dev.sluice.record.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionByTest {

    @ParameterizedTest
    @CsvSource({
        "day,       day,       2026-02-14,    2026-02-14, 2026-02-14",
        "year(at),  at_year,   2026,          2026-01-01, 2026-12-31",
        "month(at), at_month,  2026-02,       2026-02-01, 2026-02-28",
        "day(at),   at_day,    2026-02-14,    2026-02-14, 2026-02-14",
        "hour(at),  at_hour,   2026-02-14-23, 2026-02-14, 2026-02-14",
        "year(day), day_year,  2026,          2026-01-01, 2026-12-31",
        "month(day), day_month, 2026-02,      2026-02-01, 2026-02-28",
        "day(day),  day_day,   2026-02-14,    2026-02-14, 2026-02-14",
    })
    void namesItsFoldersAndKnowsTheirDays(String text, String name, String value, LocalDate first, LocalDate last)
            throws Exception {
        PartitionBy partition = DefinitionReader.parse(yaml(text), "f").partitionBy();
        LocalDate day = LocalDate.parse("2026-02-14");

        assertThat(partition).hasToString(text);
        assertThat(partition.name()).isEqualTo(name);
        assertThat(partition.isDerived()).isEqualTo(!text.equals(name));
        assertThat(partition.firstDay(value)).isEqualTo(first);
        assertThat(partition.firstDay(day)).isEqualTo(first);
        assertThat(partition.lastDay(day)).isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            at         | at of type timestamp, expected a column of type date, or year(...), month(...) or day(...) of one of type date or timestamp, or hour(...) of one of type timestamp
            hour(day)  | hour(day) of type date, expected a column of type date, or
            month(id)  | month(id) of type string, expected a column of type date, or
            mnth(at)   | mnth(at), expected a column of type date, or year(...), month(...) or day(...) of one of type date or timestamp, or hour(...) of one of type timestamp; did you mean month?
            day(att)   | att, expected the name of a column; did you mean at?
            day(at     | day(at, expected the name of a column
            month(n)   | month(n), expected no column with the name n_month, which is that of its folders
            """)
    void refusesWhatHasNoPartOfADate(String text, String problem) {
        InvalidDefinitionException invalid =
                catchThrowableOfType(InvalidDefinitionException.class, () -> DefinitionReader.parse(yaml(text), "f"));

        assertThat(invalid.problems())
                .singleElement()
                .asString()
                .startsWith("f:4:15: Invalid partition-by: " + problem);
    }

    private static String yaml(String partitionBy) {
        return """
                dataset: d
                record: /r
                key: id
                partition-by: %s
                columns:
                  - {name: id, path: id, type: string}
                  - {name: day, path: day, type: date}
                  - {name: at, path: at, type: timestamp}
                  - {name: n, path: n, type: timestamp}
                  - {name: N_Month, path: m, type: string}
                """.formatted(partitionBy);
    }
}
