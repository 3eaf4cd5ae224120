package dev.sluice.service.rawzone;

import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.Epoch;
import dev.sluice.record.commitlog.EpochJson;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The replay epochs of a dataset in the RAW zone, where readers find them without Kafka. */
public final class EpochFiles {

    private final RawStorage storage;
    private final String dataset;
    private final String clusterId;

    public EpochFiles(RawStorage storage, String dataset, String clusterId) {
        this.storage = storage;
        this.dataset = dataset;
        this.clusterId = clusterId;
    }

    /**
     * Writes those that are missing; has to come before the first row of the newest.
     *
     * @param epochs all that the epochs topic knows
     * @throws RawZoneException when the RAW zone knows others
     */
    public void write(List<Epoch> epochs) throws IOException {
        for (Epoch epoch : epochs) {
            String path = CommitLogPaths.epoch(dataset, clusterId, epoch.epoch());
            if (!storage.createIfAbsent(path, EpochJson.write(epoch))) {
                checkSame(path, epoch);
            }
        }
        String next = CommitLogPaths.epoch(dataset, clusterId, epochs.size() + 1);
        if (storage.read(next).isPresent()) {
            throw new RawZoneException("Cannot begin in epoch " + epochs.size() + ": " + storage + " has " + next
                    + ", which the topic of epochs does not know; either this is the wrong RAW zone or the topic was"
                    + " deleted and created again");
        }
    }

    private void checkSame(String path, Epoch epoch) throws IOException {
        Optional<byte[]> json = storage.read(path);
        if (json.isEmpty()) {
            throw new IOException(path + " is taken and cannot be read");
        }
        Epoch there = EpochJson.read(json.get(), path);
        if (!there.start().equals(epoch.start()) || there.begunAtMillis() != epoch.begunAtMillis()) {
            throw new RawZoneException("Cannot begin in epoch " + epoch.epoch() + ": " + path + " in " + storage
                    + " tells of another start than the topic of epochs; either this is the wrong RAW zone or the topic"
                    + " was deleted and created again");
        }
    }
}
