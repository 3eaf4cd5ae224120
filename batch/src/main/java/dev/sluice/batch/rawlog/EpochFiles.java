package dev.sluice.batch.rawlog;

import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.Epoch;
import dev.sluice.record.commitlog.EpochJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The replay epochs that rows of new commit records belong to. */
public final class EpochFiles {

    private final LakeStorage raw;
    private final String dataset;

    public EpochFiles(LakeStorage raw, String dataset) {
        this.raw = raw;
        this.dataset = dataset;
    }

    /**
     * All epochs from the first up to the highest that the records name; none when there was no replay.
     *
     * @throws BrokenChainException when one of them is not in the RAW zone
     */
    public List<Epoch> of(NewCommits news) throws IOException {
        List<CommitRecord> replayed =
                news.records().stream().filter(record -> record.epoch() > 0).toList();
        Set<String> clusters = new TreeSet<>();
        replayed.forEach(record -> clusters.add(record.clusterId()));
        if (clusters.size() > 1) {
            throw new BrokenChainException("Cannot follow the commit log: rows of replays come from Kafka clusters "
                    + String.join(" and ", clusters)
                    + ", whose positions cannot be compared; process one of them first");
        }
        List<Epoch> epochs = new ArrayList<>();
        int highest = replayed.stream().mapToInt(CommitRecord::epoch).max().orElse(0);
        for (int epoch = 1; epoch <= highest; epoch++) {
            epochs.add(read(CommitLogPaths.epoch(dataset, clusters.iterator().next(), epoch)));
        }
        return epochs;
    }

    private Epoch read(String path) throws IOException {
        byte[] json = raw.read(path)
                .orElseThrow(() -> new BrokenChainException("Cannot read " + path
                        + ": not there, but the commit log has rows of this replay epoch; bring it back from a copy of"
                        + " the RAW zone, or start the service, which writes it"));
        return EpochJson.read(json, path);
    }
}
