package dev.sluice.service.verify;

import dev.sluice.service.audit.AuditTotals.SourceHour;
import dev.sluice.service.audit.AuditTotals.Totals;
import dev.sluice.service.rawzone.fsck.Finding;
import dev.sluice.service.snapshot.Positions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that the proof rests on, gathered in the order of the flow, so that what a later step lacks can only be what it has
 * not done yet.
 *
 * @param decoded what the first stage counted
 * @param input where the first stage stood afterwards
 * @param rekey where the second stage stood after that
 * @param deduped what it had counted by then, together with newer counts of the first stage
 * @param rows where the sink stood after that
 * @param letters dead letters, by the hour of their message
 * @param lettersExpired whether the dead-letter topic has lost its beginning
 * @param raw rows in the commit log, by the hour of their message
 * @param counted what both stages had counted after dead letters and commit log were read
 * @param heads of the chains, by partition of the rows topic
 * @param hoursByFile the hours that the rows of each file of RAW are of
 * @param findings in the RAW zone
 * @param skippedOffsets passed over by SKIP records
 */
record Evidence(
        Map<SourceHour, Totals> decoded,
        Positions input,
        Positions rekey,
        Map<SourceHour, Totals> deduped,
        Positions rows,
        Map<SourceHour, Long> letters,
        boolean lettersExpired,
        Map<SourceHour, Long> raw,
        Map<SourceHour, Totals> counted,
        Map<Integer, Long> heads,
        Map<String, Set<SourceHour>> hoursByFile,
        List<Finding> findings,
        long skippedOffsets) {

    boolean isSinkAtEnd() {
        return rows.partitions().entrySet().stream()
                .allMatch(entry -> entry.getValue().isAtEnd()
                        || heads.getOrDefault(entry.getKey(), -1L)
                                >= entry.getValue().end());
    }

    /** All files that the commit log names. */
    Set<String> files() {
        return hoursByFile.keySet();
    }

    /** Those that may hold rows of an hour. */
    List<String> filesOf(SourceHour hour) {
        return hoursByFile.entrySet().stream()
                .filter(file -> file.getValue().contains(hour))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The hours that the rows of damaged files are of. */
    Set<SourceHour> hoursOf(List<Finding> damaged) {
        return damaged.stream()
                .flatMap(finding -> hoursByFile.getOrDefault(finding.path(), Set.of()).stream())
                .collect(Collectors.toSet());
    }
}
