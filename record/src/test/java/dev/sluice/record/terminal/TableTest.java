package dev.sluice.record.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsNumbersToTheRightAndTextToTheLeft() {
        var table = new Table()
                .row("", "sent", "remark")
                .row("messages", 12_345, "all")
                .row("late", 7, "");

        assertThat(table.lines())
                .containsExactly(
                        "            sent  remark", //
                        "messages  12,345  all",
                        "late           7");
    }

    @Test
    void cutsWhatWouldMakeALineTooLong() {
        assertThat(new Table().row("x".repeat(200)).lines()).containsExactly("x".repeat(27) + "...");
    }
}
