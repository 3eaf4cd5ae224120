package dev.sluice.chaos;

import dev.sluice.chaos.oracle.Verdict;
import dev.sluice.chaos.world.Trial;

/** Something bad that is done to the sink of one trial while rows flow. */
public interface Scenario {

    /** Returns once the last fault is over; what came of it is judged afterwards. */
    void run(Trial trial, Tally tally) throws Exception;

    /** Lets the trial come to rest and judges it. */
    default Verdict verdict(Trial trial) throws Exception {
        return trial.settle();
    }
}
