package dev.sluice.service.command;

import dev.sluice.record.terminal.Progress;
import dev.sluice.service.rawzone.fsck.ChainSummary;
import dev.sluice.service.rawzone.fsck.Finding;
import dev.sluice.service.rawzone.fsck.Finding.Remedy;
import dev.sluice.service.rawzone.fsck.FindingKind;
import dev.sluice.service.rawzone.fsck.Report;
import java.util.EnumMap;
import java.util.Map;

/** Writes what a check sees, and counts it. */
abstract class FsckReport implements Report {

    private final Progress progress;
    private final Map<FindingKind, Long> findings = new EnumMap<>(FindingKind.class);
    private long repaired;
    private long records;
    private long files;
    private long rows;

    FsckReport(Progress progress) {
        this.progress = progress;
    }

    void begin(String dataset) {
        progress.begin("checking " + dataset);
    }

    @Override
    public final void progress(String how) {
        progress.update(how);
    }

    @Override
    public final void found(Finding finding) {
        if (finding.remedy() == Remedy.REPAIRED) {
            repaired++;
        } else {
            findings.merge(finding.kind(), 1L, Long::sum);
        }
        progress.closeLine();
        write(finding);
    }

    @Override
    public final void chain(ChainSummary summary) {
        records += summary.records();
        files += summary.files();
        rows += summary.rows();
        write(summary);
    }

    boolean isClean() {
        return findings.keySet().stream().allMatch(FindingKind::isHarmless);
    }

    /** How many of each kind are there, other than repaired ones. */
    final Map<FindingKind, Long> findings() {
        return findings;
    }

    final long repaired() {
        return repaired;
    }

    final long records() {
        return records;
    }

    final long files() {
        return files;
    }

    final long rows() {
        return rows;
    }

    final void closeProgress() {
        progress.closeLine();
    }

    abstract void write(Finding finding);

    abstract void write(ChainSummary summary);

    /** To be called last. */
    abstract void end();
}
