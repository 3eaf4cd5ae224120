package dev.sluice.service.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.record.terminal.Progress;
import dev.sluice.service.rawzone.fsck.ChainSummary;
import dev.sluice.service.rawzone.fsck.Finding;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Locale;

/** For a program: one object per finding and chain, and one at the end. */
final class FsckJson extends FsckReport {

    private static final JsonMapper JSON = new JsonMapper();

    private final PrintStream out;

    FsckJson(PrintStream out, Progress progress) {
        super(progress);
        this.out = out;
    }

    @Override
    void write(Finding finding) {
        ObjectNode line = JSON.createObjectNode().put("finding", finding.kind().label());
        line.put("dataset", finding.dataset());
        finding.partition().ifPresent(partition -> line.put("partition", partition));
        line.put("path", finding.path()).put("detail", finding.detail());
        line.put("remedy", finding.remedy().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        out.println(line);
    }

    @Override
    void write(ChainSummary chain) {
        ObjectNode line = JSON.createObjectNode().put("chain", chain.topic() + "-" + chain.partition());
        line.put("dataset", chain.dataset()).put("partition", chain.partition());
        line.put("records", chain.records()).put("files", chain.files());
        line.put("rows", chain.rows()).put("bytes", chain.bytes());
        line.put("start", chain.start()).put("head", chain.head()).put("skipped", chain.skipped());
        line.put(
                "complete_until",
                Instant.ofEpochMilli(chain.completeUntilMillis()).toString());
        out.println(line);
    }

    @Override
    void end() {
        closeProgress();
        ObjectNode line = JSON.createObjectNode().put("clean", isClean());
        line.put("records", records()).put("files", files()).put("rows", rows());
        line.put("repaired", repaired());
        ObjectNode kinds = line.putObject("findings");
        findings().forEach((kind, count) -> kinds.put(kind.label(), count));
        out.println(line);
    }
}
