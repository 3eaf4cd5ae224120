package dev.sluice.chaos.oracle;

import java.util.List;

/**
 * What the oracle found.
 *
 * @param produced rows that must be in RAW
 * @param lost rows of those that are not
 * @param duplicated rows beyond the first of each identity
 * @param problems sentences about everything else that is not as it must be
 */
public record Verdict(long produced, long lost, long duplicated, List<String> problems) {

    public boolean isClean() {
        return lost == 0 && duplicated == 0 && problems.isEmpty();
    }
}
