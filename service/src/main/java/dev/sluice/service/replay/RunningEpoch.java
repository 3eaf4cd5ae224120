package dev.sluice.service.replay;

import dev.sluice.record.commitlog.Epoch;
import java.util.List;

/**
 * The epoch that the stream runs in.
 *
 * @param number 0 before the first replay
 * @param replays all epochs up to this one, without epoch 0
 */
public record RunningEpoch(int number, List<Epoch> replays) {

    public RunningEpoch {
        replays = List.copyOf(replays);
    }
}
