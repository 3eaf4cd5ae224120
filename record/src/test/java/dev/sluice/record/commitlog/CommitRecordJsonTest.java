package dev.sluice.record.commitlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitRecordJsonTest {

    private static final RawFile FILE = new RawFile(
            "books/ingest_date=2026-01-31/ingest_hour=09/books.rows-3-100-250-7f2c.parquet",
            "_staging/books/7f2c.parquet",
            null,
            150,
            4096,
            "sha256:00ff",
            100,
            248,
            1_769_850_900_000L,
            1_769_850_999_000L,
            "0123456789ab",
            Map.of());
    private static final CommitRecord RECORD = new CommitRecord(
            CommitRecord.FORMAT,
            CommitRecord.Kind.DATA,
            "b-2",
            "a-1",
            "cluster",
            "topic-id",
            "books.rows",
            3,
            100,
            0,
            250,
            1_769_850_999_000L,
            0,
            List.of(FILE),
            List.of(new SourceCount(1, 491_625, 0, 150)),
            null,
            "writer-1",
            1_769_851_000_000L,
            Map.of());

    @Test
    void readsBackWhatItWrote() {
        assertThat(CommitRecordJson.read(CommitRecordJson.write(RECORD), "f")).isEqualTo(RECORD);
    }

    @Test
    void namesItsFieldsInSnakeCaseAndLeavesAbsentOnesOut() {
        String json = new String(CommitRecordJson.write(RECORD), UTF_8);

        assertThat(json)
                .contains("\"previous_commit_id\" : \"a-1\"", "\"complete_until_millis\" : 1769850999000")
                .doesNotContain("upload", "unknown");
    }

    @Test
    void keepsFieldsItDoesNotKnow() {
        String later = json().replace("\"kind\"", "\"colour\" : \"red\", \"kind\"")
                .replace("\"rows\" : 150,\n    \"bytes\"", "\"rows\" : 150, \"bloom\" : [1, 2], \"bytes\"");

        CommitRecord read = CommitRecordJson.read(later.getBytes(UTF_8), "f");
        String again = new String(CommitRecordJson.write(read), UTF_8);

        assertThat(read.unknown()).containsEntry("colour", JsonNodeFactory.instance.textNode("red"));
        assertThat(read.files().get(0).unknown()).containsOnlyKeys("bloom");
        assertThat(again).contains("\"colour\" : \"red\"", "\"bloom\" : [ 1, 2 ]");
    }

    @Test
    void refusesALaterFormatByName() {
        byte[] later = json().replace("\"format\" : 1", "\"format\" : 2").getBytes(UTF_8);

        assertThatThrownBy(() -> CommitRecordJson.read(later, "p=00003/7.json"))
                .isInstanceOf(UnreadableCommitRecordException.class)
                .hasMessage("Cannot read p=00003/7.json: written in format 2, this version reads up to 1; upgrade it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "null", "{}", "{\"format\":1}", "{\"format\":1,\"kind\":\"LATER\"}", "\u0000"})
    void refusesWhatIsNoCommitRecord(String garbage) {
        assertThatThrownBy(() -> CommitRecordJson.read(garbage.getBytes(UTF_8), "7.json"))
                .isInstanceOf(UnreadableCommitRecordException.class)
                .hasMessage("Cannot read 7.json: not a commit record");
    }

    @Test
    void refusesARecordThatIsCutOffOrHasMoreAfterIt() {
        String json = json();

        assertThatThrownBy(() -> CommitRecordJson.read(
                        json.substring(0, json.length() - 9).getBytes(UTF_8), "f"))
                .isInstanceOf(UnreadableCommitRecordException.class);
        assertThatThrownBy(() -> CommitRecordJson.read((json + "{}").getBytes(UTF_8), "f"))
                .isInstanceOf(UnreadableCommitRecordException.class);
    }

    @Test
    void keepsChainsInFoldersOfDatasetClusterTopicAndPartition() {
        assertThat(CommitLogPaths.chain("books", "c", "t", 3)).isEqualTo("_commits/books/c/t/p=00003");
    }

    private static String json() {
        return new String(CommitRecordJson.write(RECORD), UTF_8);
    }
}
