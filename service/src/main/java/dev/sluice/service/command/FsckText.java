package dev.sluice.service.command;

import dev.sluice.record.terminal.Progress;
import dev.sluice.record.terminal.Table;
import dev.sluice.service.rawzone.fsck.ChainSummary;
import dev.sluice.service.rawzone.fsck.Finding;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** For a person: findings as they come, then a table of the chains, then the verdict. */
final class FsckText extends FsckReport {

    private final PrintStream out;
    private final Table chains =
            new Table().row("dataset", "partition", "records", "files", "rows", "start", "head", "complete until");

    FsckText(PrintStream out, Progress progress) {
        super(progress);
        this.out = out;
    }

    @Override
    void write(Finding finding) {
        String remedy = switch (finding.remedy()) {
            case BY_HAND -> "";
            case BY_REPAIR -> "; --repair finishes it";
            case REPAIRED -> "; repaired";
        };
        out.println(finding.kind().label() + "  " + finding.path());
        out.println("    " + finding.detail() + remedy);
    }

    @Override
    void write(ChainSummary chain) {
        chains.row(
                chain.dataset(),
                Integer.toString(chain.partition()),
                chain.records(),
                chain.files(),
                chain.rows(),
                offset(chain.start()),
                offset(chain.head()),
                chain.completeUntilMillis() == 0
                        ? ""
                        : Instant.ofEpochMilli(chain.completeUntilMillis()).truncatedTo(ChronoUnit.SECONDS));
        if (chain.skipped() > 0) {
            out.println("Passed over by hand in partition " + chain.partition() + " of " + chain.dataset() + ": "
                    + chain.skipped() + " offsets");
        }
    }

    private static Object offset(long offset) {
        return offset < 0 ? "" : (Object) offset;
    }

    @Override
    void end() {
        closeProgress();
        chains.lines().forEach(out::println);
        String kinds = findings().entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey().label())
                .collect(Collectors.joining(", "));
        String repaired = repaired() == 0 ? "" : ", " + repaired() + " repaired";
        if (isClean()) {
            String harmless = kinds.isEmpty() ? "" : ", " + kinds;
            out.println(String.format("Clean: %,d records, %,d files, %,d rows", records(), files(), rows())
                    + harmless
                    + repaired);
        } else {
            out.println("Unclean: " + kinds + repaired + "; docs/fsck.md says what to do");
        }
    }
}
