package dev.sluice.record.commitlog;

/** Names within the commit log, relative to the RAW zone's root, with {@code /} between their parts. */
public final class CommitLogPaths {

    public static final String COMMITS = "_commits";
    public static final String EPOCHS = "_epochs";
    public static final String RETIRED = "_retired";
    public static final String GENESIS = "genesis.json";

    private CommitLogPaths() {}

    /** The folder of all chains of a dataset: {@code _commits/<dataset>}. */
    public static String dataset(String dataset) {
        return COMMITS + "/" + dataset;
    }

    /** The folder of one chain. */
    public static String chain(String dataset, String clusterId, String topicId, int partition) {
        return dataset(dataset) + "/" + clusterId + "/" + topicId + "/" + String.format("p=%05d", partition);
    }

    /**
     * The file of a replay epoch: {@code _epochs/<dataset>/<cluster id>/<10 digits>.json}. Beside the commit log and not
     * in it, where each folder is a cluster's.
     */
    public static String epoch(String dataset, String clusterId, int epoch) {
        return epochs(dataset, clusterId) + "/" + String.format("%010d.json", epoch);
    }

    /** The folder of all epochs of a dataset and cluster. */
    public static String epochs(String dataset, String clusterId) {
        return EPOCHS + "/" + dataset + "/" + clusterId;
    }

    /** The folder of what was taken out of a dataset: {@code _retired/<dataset>}. */
    public static String retirements(String dataset) {
        return RETIRED + "/" + dataset;
    }

    /** The file of one {@link Retirement}. */
    public static String retirement(String dataset, long number) {
        return retirements(dataset) + "/" + String.format("%020d.json", number);
    }
}
