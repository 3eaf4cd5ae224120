package dev.sluice.batch.rawlog;

import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecordJson;
import dev.sluice.record.commitlog.RawFile;
import dev.sluice.record.commitlog.RecordName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the commit log of a dataset. Costs one read for each new record and one more for each chain, whatever
 * the length of the chains.
 */
public final class CommitLogReader {

    private static final String PARTITION_PREFIX = "p=";

    private final RawFiles files;
    private final LakeStorage raw;
    private final String dataset;

    public CommitLogReader(RawFiles files, String dataset) {
        this.files = files;
        this.raw = files.zone();
        this.dataset = dataset;
    }

    /**
     * @param ledger positions of the chains that were processed before; chains without one are read from
     *     their genesis record on
     * @throws BrokenChainException when a chain does not continue where the ledger stands, or a file is lost
     */
    public NewCommits since(Collection<ChainPosition> ledger) throws IOException {
        Map<Chain, ChainPosition> positions = new LinkedHashMap<>();
        ledger.forEach(position -> positions.put(position.chain(), position));
        List<CommitRecord> records = new ArrayList<>();
        List<CommitRecord> waiting = new ArrayList<>();
        for (Chain chain : chains()) {
            Optional<ChainPosition> start =
                    positions.containsKey(chain) ? Optional.of(positions.get(chain)) : genesis(chain);
            if (start.isPresent()) {
                positions.put(chain, follow(chain, start.get(), records, waiting));
            }
        }
        return new NewCommits(List.copyOf(positions.values()), records, waiting);
    }

    /**
     * All that was processed before, from each chain's genesis record on. Costs one read for each record.
     *
     * @param ledger positions that the chains were processed to
     * @throws BrokenChainException when a chain does not lead to its position, or a file is not there any more
     */
    public NewCommits upTo(Collection<ChainPosition> ledger) throws IOException {
        List<CommitRecord> records = new ArrayList<>();
        for (ChainPosition end : ledger) {
            Chain chain = end.chain();
            ChainPosition position = genesis(chain)
                    .orElseThrow(() -> new BrokenChainException("Cannot follow the commit log: " + chain.folder(dataset)
                            + " has no genesis record; the RAW zone is not the one that the ledger was built from"));
            while (!position.commitId().equals(end.commitId())) {
                CommitRecord record = recordAt(chain, position)
                        .orElseThrow(() -> new BrokenChainException("Cannot follow the commit log: "
                                + chain.folder(dataset) + " does not lead to commit " + end.commitId()
                                + "; the RAW zone is not the one that the ledger was built from"));
                published(chain, record, false);
                records.add(record);
                position = ChainPosition.after(record);
            }
        }
        return new NewCommits(List.copyOf(ledger), records, List.of());
    }

    private List<Chain> chains() throws IOException {
        List<Chain> chains = new ArrayList<>();
        String root = CommitLogPaths.dataset(dataset);
        for (String cluster : folders(root)) {
            for (String topic : folders(root + "/" + cluster)) {
                for (String partition : folders(root + "/" + cluster + "/" + topic)) {
                    if (partition.startsWith(PARTITION_PREFIX)) {
                        int number = Integer.parseInt(partition.substring(PARTITION_PREFIX.length()));
                        chains.add(new Chain(cluster, topic, number));
                    }
                }
            }
        }
        return chains;
    }

    private List<String> folders(String path) throws IOException {
        return raw.list(path).stream()
                .filter(LakeStorage.Entry::folder)
                .map(LakeStorage.Entry::name)
                .toList();
    }

    private Optional<ChainPosition> genesis(Chain chain) throws IOException {
        return record(chain, CommitLogPaths.GENESIS).map(ChainPosition::after);
    }

    private ChainPosition follow(
            Chain chain, ChainPosition start, List<CommitRecord> records, List<CommitRecord> waiting)
            throws IOException {
        ChainPosition position = start;
        Optional<CommitRecord> next = recordAt(chain, position);
        while (next.isPresent()) {
            CommitRecord record = next.get();
            ChainPosition after = ChainPosition.after(record);
            next = recordAt(chain, after);
            // Record N+1 is created only after N is published: only the last record of a chain can be unpublished.
            boolean last = next.isEmpty();
            if (!published(chain, record, last)) {
                waiting.add(record);
                return position;
            }
            records.add(record);
            position = after;
        }
        return position;
    }

    private Optional<CommitRecord> recordAt(Chain chain, ChainPosition position) throws IOException {
        RecordName name = position.nextRecord();
        Optional<CommitRecord> found = record(chain, name.toString());
        if (found.isPresent()) {
            CommitRecord record = found.get();
            String path = chain.folder(dataset) + "/" + name;
            if (!position.commitId().equals(record.previousCommitId())) {
                throw new BrokenChainException("Cannot follow the commit log: " + path + " continues commit "
                        + record.previousCommitId() + ", expected " + position.commitId()
                        + "; the RAW zone is not the one that the ledger was built from");
            }
            if (!name.holds(record)) {
                throw new BrokenChainException("Cannot follow the commit log: " + path + " is a " + record.kind()
                        + " record with start " + record.start() + ", sequence " + record.sequence() + " and next "
                        + record.next() + ", expected the record of its name that goes forward");
            }
        }
        return found;
    }

    /** The first record after the genesis record. */
    public Optional<CommitRecord> first(Chain chain) throws IOException {
        Optional<ChainPosition> genesis = genesis(chain);
        return genesis.isEmpty()
                ? Optional.empty()
                : record(chain, genesis.get().nextRecord());
    }

    public Optional<CommitRecord> record(Chain chain, RecordName name) throws IOException {
        return record(chain, name.toString());
    }

    private Optional<CommitRecord> record(Chain chain, String name) throws IOException {
        String path = chain.folder(dataset) + "/" + name;
        return raw.read(path).map(json -> CommitRecordJson.read(json, path));
    }

    private boolean published(Chain chain, CommitRecord record, boolean last) throws IOException {
        for (RawFile file : record.files()) {
            OptionalLong size = files.size(file);
            String named = ", named by " + chain.folder(dataset) + "/" + RecordName.of(record);
            if (size.isEmpty() && last) {
                return false;
            }
            if (size.isEmpty()) {
                throw files.missing(file, named);
            }
            if (size.getAsLong() != file.bytes()) {
                throw new BrokenChainException("Cannot read RAW file " + file.path() + ": it has " + size.getAsLong()
                        + " bytes, expected " + file.bytes() + named);
            }
        }
        return true;
    }
}
