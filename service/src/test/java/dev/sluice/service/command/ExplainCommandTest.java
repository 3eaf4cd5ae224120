package dev.sluice.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.commandline.CommandRunner;
import dev.sluice.service.Books;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

    @Test
    void printsOneJsonObjectForEachRecordOfEveryFile() throws IOException {
        Path first = file("first.xml", Books.library(List.of(Books.book("a"), Books.book("b", "-1.00"))));
        Path second = file("second.xml", "<library>".getBytes(StandardCharsets.UTF_8));

        int exitCode = explain("--json", first.toString(), second.toString());

        assertThat(exitCode).isZero();
        assertThat(output().lines())
                .satisfiesExactly(
                        row -> assertThat(row)
                                .isEqualTo("{\"source\":\"" + first + "\",\"index\":0,\"row\":{\"record_id\":\"a\","
                                        + "\"title\":\"Title of a\",\"price\":\"10.00\",\"published_on\":\"2026-01-31\","
                                        + "\"event_time\":\"2026-11-20T12:00:00.000000Z\"}}"),
                        rejected -> assertThat(rejected)
                                .startsWith("{\"source\":\"" + first + "\",\"rejected\":{\"reason\":\"invalid-record\"")
                                .contains("\"record\":1,\"column\":\"price\",\"path\":\"price\",\"rule\":\"min\""),
                        malformed -> assertThat(malformed)
                                .startsWith("{\"source\":\"" + second + "\",\"rejected\":{\"reason\":\"truncated\""));
    }

    @Test
    void tellsAPersonWhatIsWrongWithWhichColumn() throws IOException {
        Path file = file("books.xml", Books.library(List.of(Books.book("a"), Books.book("b", "-1.00"))));

        explain(file.toString());

        assertThat(output())
                .startsWith(file + ": 1 row, 1 rejected\n  record 0: row\n    record_id: a\n")
                .contains("  record 1: rejected, invalid-record\n    column price (path price) breaks min, expected ");
    }

    @Test
    void readsDirectoriesAndStandardInput() throws IOException {
        Path file = file("books.xml", Books.message("a"));
        file("notes.txt", Books.message("not read"));

        explain("--json", directory.toString(), "-");

        assertThat(output().lines())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("{\"source\":\"" + file + "\""),
                        second -> assertThat(second)
                                .startsWith("{\"source\":\"-\"")
                                .contains("typed in"));
    }

    @Test
    void readsWhatIsNamedXmlAndSaysWhatItPassesOver() throws IOException {
        file("lower.xml", Books.message("a"));
        file("UPPER.XML", Books.message("b"));
        file("notes.txt", Books.message("c"));
        file(".hidden.xml", Books.message("d"));
        Files.createSymbolicLink(directory.resolve("dangling.xml"), directory.resolve("nowhere"));
        Files.write(Files.createDirectory(directory.resolve(".git")).resolve("e.xml"), Books.message("e"));

        explain(directory.toString());

        assertThat(output()).contains("record_id: a", "record_id: b").doesNotContain("record_id: c", "record_id: e");
        assertThat(output()).endsWith("in all 2 messages: 2 rows, 0 rejected\n");
        assertThat(notes).hasToString("Passed over 2 of 4 files in " + directory + ", which are not named *.xml\n");
    }

    @Test
    void rejectsWhatIsNoXmlAndGoesOn() throws IOException {
        file("a.xml", new byte[] {0, 1, 2});
        file("b.xml", new byte[0]);
        file("c.xml", Books.message("c"));

        assertThat(explain(directory.toString())).isZero();

        assertThat(output())
                .contains("message: rejected, not-xml", "message: rejected, empty-value", "record_id: c")
                .endsWith("in all 3 messages: 1 row, 2 rejected\n");
    }

    /** Sparse: it has no blocks on the disk, and would not fit into memory. */
    @Test
    void doesNotReadAHugeFileToItsEnd() throws IOException {
        Path huge = directory.resolve("huge.xml");
        try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(1L << 40);
        }

        assertThat(explain("--json", huge.toString())).isZero();

        assertThat(output())
                .isEqualTo("{\"source\":\"" + huge + "\",\"rejected\":{\"reason\":\"limit-exceeded\",\"detail\":"
                        + "\"Cannot decode the message: it has more bytes than the 16777216 that limits.message-bytes"
                        + " allows\",\"violations\":[]}}\n");
    }

    @Test
    void keepsTheTableWithinAHundredColumns() throws IOException {
        String wide = "\uD83D\uDCDA".repeat(40) + "\nab\t".repeat(40);

        explain("--table", file("books.xml", Books.message(wide)).toString());

        assertThat(output().lines().skip(1))
                .allSatisfy(line ->
                        assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(100));
        assertThat(output()).contains("\uD83D\uDCDA...");
    }

    @Test
    void linesRowsUpInATableWithRejectionsBelow() throws IOException {
        Path file = file("books.xml", Books.library(List.of(Books.book("a"), Books.book("b", "-1.00"))));

        explain("--table", file.toString());

        assertThat(output().lines())
                .allSatisfy(line -> assertThat(line.length())
                        .isLessThanOrEqualTo(100 + file.toString().length()))
                .contains("  record_id  title       price  published_on  event_time")
                .contains("  a          Title of a  10.00  2026-01-31    2026-11-20T12:00:00Z")
                .contains("  record 1: rejected, invalid-record");
    }

    @Test
    void writesUtf8WhateverTheLocale() throws IOException {
        explain("--json", file("books.xml", Books.message("Ærøskøbing")).toString());

        assertThat(output()).contains("\"record_id\":\"Ærøskøbing\"");
    }

    @Test
    void refusesAFileThatIsNotThereBeforeItPrintsAnything() throws IOException {
        Path there = file("books.xml", Books.message("a"));

        assertThat(explain(there.toString(), directory.resolve("nowhere.xml").toString()))
                .isEqualTo(2);
        assertThat(output()).isEmpty();
    }

    private int explain(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("--definition", Books.definitionFile().toString()));
        all.addAll(List.of(arguments));
        return CommandRunner.run(
                new ExplainCommand(
                        new ByteArrayInputStream(Books.message("typed in")),
                        out,
                        new PrintStream(notes, true, StandardCharsets.UTF_8)),
                "sluice explain",
                all.toArray(String[]::new));
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
