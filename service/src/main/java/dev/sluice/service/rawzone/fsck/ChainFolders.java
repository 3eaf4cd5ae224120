package dev.sluice.service.rawzone.fsck;

import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Finds the chains of a dataset. All of them belong to one topic of one cluster; others are strangers. */
final class ChainFolders {

    private static final Pattern PARTITION = Pattern.compile("p=(\\d{5})");

    private final RawStorage storage;
    private final String dataset;
    private final Report report;

    private record Topic(String path, List<ChainFolder> chains, long records) {}

    ChainFolders(RawStorage storage, String dataset, Report report) {
        this.storage = storage;
        this.dataset = dataset;
        this.report = report;
    }

    /** The chains of the topic that has most records, by partition. */
    List<ChainFolder> list() throws IOException {
        List<Topic> topics = new ArrayList<>();
        String path = CommitLogPaths.dataset(dataset);
        for (String cluster : storage.list(path, "")) {
            List<String> ids = storage.list(path + "/" + cluster, "");
            if (ids.isEmpty()) {
                stray(path + "/" + cluster);
            }
            for (String id : ids) {
                Topic topic = topic(cluster, id);
                if (!topic.chains().isEmpty()) {
                    topics.add(topic);
                }
            }
        }
        if (topics.isEmpty()) {
            return List.of();
        }
        topics.sort(Comparator.comparingLong(Topic::records).reversed());
        Topic home = topics.get(0);
        for (Topic foreign : topics.subList(1, topics.size())) {
            report.found(new Finding(
                    FindingKind.FOREIGN_CHAIN,
                    dataset,
                    OptionalInt.empty(),
                    foreign.path(),
                    foreign.records() + " records of another cluster or topic than " + home.path() + " with "
                            + home.records(),
                    Finding.Remedy.BY_HAND));
        }
        return home.chains();
    }

    private Topic topic(String cluster, String id) throws IOException {
        String path = CommitLogPaths.dataset(dataset) + "/" + cluster + "/" + id;
        List<ChainFolder> chains = new ArrayList<>();
        long records = 0;
        List<String> names = storage.list(path, "");
        if (names.isEmpty()) {
            stray(path);
        }
        for (String name : names) {
            var partition = PARTITION.matcher(name);
            if (partition.matches()) {
                var chain = new ChainFolder(dataset, cluster, id, Integer.parseInt(partition.group(1)));
                chains.add(chain);
                records += storage.list(chain.path(), "").size();
            } else {
                stray(path + "/" + name);
            }
        }
        return new Topic(path, chains, records);
    }

    private void stray(String path) {
        report.found(new Finding(
                FindingKind.STRAY_FILE,
                dataset,
                OptionalInt.empty(),
                path,
                "no part of a commit log has such a name",
                Finding.Remedy.BY_HAND));
    }
}
