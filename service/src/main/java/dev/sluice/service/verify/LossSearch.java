package dev.sluice.service.verify;

import dev.sluice.record.avro.RecordKey;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.explain.Explanation;
import dev.sluice.record.explain.Explanation.Acceptance;
import dev.sluice.record.explain.Explanation.Outcome;
import dev.sluice.record.explain.Explanation.Rejection;
import dev.sluice.record.terminal.Progress;
import dev.sluice.service.audit.AuditTotals.SourceHour;
import dev.sluice.service.decode.RecordIndexes;
import dev.sluice.service.dlq.LetterFilter;
import dev.sluice.service.dlq.Letters;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.snapshot.CommittedRecords;
import dev.sluice.service.snapshot.Positions.Position;
import dev.sluice.service.topology.TopicNames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of hours that differ once more, decides anew what must have become of each record, and looks for it
 * in RAW and among the dead letters. Memory grows with the messages of an hour. Not thread-safe.
 */
public final class LossSearch {

    private static final LetterFilter ALL = new LetterFilter(List.of(), List.of(), null, null);

    private final TopicNames names;
    private final CommittedRecords topics;
    private final Letters letters;
    private final RawRows rawRows;
    private final Explanation explanation;
    private final RecordKey recordKey;
    private final Progress progress;

    /**
     * @param definition that decides about the records now
     * @param clients configuration of every Kafka client
     */
    public LossSearch(
            RecordDefinition definition,
            TopicNames names,
            Map<String, Object> clients,
            RawStorage storage,
            Progress progress) {
        this.names = names;
        this.topics = new CommittedRecords(clients);
        this.letters = new Letters(clients, names.deadLetter());
        this.rawRows = new RawRows(storage);
        this.explanation = new Explanation(definition);
        this.recordKey = new RecordKey(definition);
        this.progress = progress;
    }

    /** Of the hours that differ, and of those that files with a finding hold rows of. */
    List<Loss> search(Evidence evidence, Proof proof) {
        Set<SourceHour> withFindings = evidence.hoursOf(proof.findings());
        List<HourProof> concerned = proof.hours().stream()
                .filter(hour -> hour.state() == HourProof.State.DIFFERENT || withFindings.contains(hour.hour()))
                .toList();
        if (concerned.isEmpty()) {
            return List.of();
        }
        Map<Source, Map<Long, BitSet>> inLetters = readLetters(concerned);
        List<Loss> losses = new ArrayList<>();
        for (HourProof hour : concerned) {
            progress.begin("reading the messages of " + hour.hour().partition() + "@" + hour.from() + " to "
                    + (hour.totals().covered() - 1));
            losses.addAll(new Hour(evidence, hour, inLetters.getOrDefault(Source.of(hour.hour()), Map.of())).search());
            progress.closeLine();
        }
        return losses;
    }

    /** By source and offset, the rejected indexes; empty for the message as a whole. */
    private Map<Source, Map<Long, BitSet>> readLetters(List<HourProof> concerned) {
        Map<Source, Map<Long, BitSet>> found = new HashMap<>();
        concerned.forEach(hour -> found.put(Source.of(hour.hour()), new HashMap<>()));
        letters.read(ALL, progress, letter -> {
            Map<Long, BitSet> ofSource = found.get(new Source(letter.epoch(), letter.sourcePartition()));
            if (ofSource != null) {
                @Nullable BitSet records = letter.records();
                ofSource.put(letter.sourceOffset(), records == null ? new BitSet() : records);
            }
            return true;
        });
        return found;
    }

    /** A record that must be a row, or a duplicate of one. */
    private record Expected(long offset, int index, ByteBuffer key) {}

    private final class Hour {
        private final Evidence evidence;
        private final HourProof proof;
        private final SourceHour hour;
        /** By offset, the indexes that RAW has. */
        private final Map<Long, BitSet> inRaw = new HashMap<>();

        private final Map<Long, BitSet> inLetters;

        private final List<Expected> notInRaw = new ArrayList<>();
        private final List<Loss> losses = new ArrayList<>();

        Hour(Evidence evidence, HourProof proof, Map<Long, BitSet> inLetters) {
            this.evidence = evidence;
            this.proof = proof;
            this.hour = proof.hour();
            this.inLetters = inLetters;
        }

        List<Loss> search() {
            @Nullable Position input = evidence.input().partitions().get(hour.partition());
            if (proof.from() < 0 || input == null || input.beginning() > proof.from()) {
                return List.of(new Loss(hour, -1, List.of(), "the input topic no longer has its messages"));
            }
            readRaw();
            topics.read(
                    names.input(),
                    hour.partition(),
                    proof.from(),
                    proof.totals().covered(),
                    this::inspect);
            sayWhatHasNoRow();
            return losses;
        }

        private void readRaw() {
            Map<Long, Set<Integer>> twice = new TreeMap<>();
            rawRows.read(evidence.filesOf(hour), row -> {
                if (row.epoch() == hour.epoch() && row.partition() == hour.partition()) {
                    BitSet indexes = inRaw.computeIfAbsent(row.offset(), first -> new BitSet());
                    if (indexes.get(row.index())) {
                        twice.computeIfAbsent(row.offset(), first -> new TreeSet<>())
                                .add(row.index());
                    }
                    indexes.set(row.index());
                }
            });
            twice.forEach((offset, indexes) -> lose(offset, indexes, "in RAW more than once"));
        }

        private void inspect(ConsumerRecord<byte[], byte[]> message) {
            byte @Nullable [] value = message.value();
            if (value == null) {
                return;
            }
            List<Outcome> outcomes = explanation.explain(value);
            @Nullable BitSet letter = inLetters.get(message.offset());
            if (outcomes.size() == 1
                    && outcomes.get(0) instanceof Rejection whole
                    && !whole.detail().isEmpty()) {
                if (letter == null) {
                    lose(
                            message.offset(),
                            List.of(),
                            "rejected (" + whole.reason().label() + "), without a dead letter");
                }
                return;
            }
            inspect(message.offset(), outcomes, RecordIndexes.selected(message.headers()), letter);
        }

        private void inspect(long offset, List<Outcome> outcomes, @Nullable BitSet selected, @Nullable BitSet letter) {
            Set<Integer> unlettered = new TreeSet<>();
            for (int index = 0; index < outcomes.size(); index++) {
                if (selected != null && !selected.get(index) || letter != null && letter.get(index)) {
                    continue;
                }
                if (outcomes.get(index) instanceof Acceptance accepted) {
                    if (!inRaw.getOrDefault(offset, new BitSet()).get(index)) {
                        notInRaw.add(new Expected(offset, index, ByteBuffer.wrap(recordKey.of(accepted.row()))));
                    }
                } else {
                    unlettered.add(index);
                }
            }
            if (!unlettered.isEmpty()) {
                lose(offset, unlettered, "rejected, without a dead letter");
            }
        }

        /** What is not in RAW itself is there as another record with its key, or missing. */
        private void sayWhatHasNoRow() {
            long duplicates = proof.totals().duplicates();
            if (notInRaw.size() == duplicates) {
                return;
            }
            Set<ByteBuffer> present = duplicates == 0 ? Set.of() : keysInRaw();
            Map<Long, Set<Integer>> missing = new TreeMap<>();
            for (Expected record : notInRaw) {
                if (!present.contains(record.key())) {
                    missing.computeIfAbsent(record.offset(), first -> new TreeSet<>())
                            .add(record.index());
                }
            }
            missing.forEach((offset, indexes) -> lose(offset, indexes, "accepted, without a row in RAW"));
        }

        /** Reads the whole input topic, for an earlier record with one of the keys, or a later one. */
        private Set<ByteBuffer> keysInRaw() {
            Set<ByteBuffer> wanted = new HashSet<>();
            notInRaw.forEach(record -> wanted.add(record.key()));
            Map<Place, ByteBuffer> places = new HashMap<>();
            topics.readAll(names.input(), message -> {
                if (message.value() == null) {
                    return;
                }
                List<Outcome> outcomes = explanation.explain(message.value());
                for (int index = 0; index < outcomes.size(); index++) {
                    if (outcomes.get(index) instanceof Acceptance accepted) {
                        ByteBuffer key = ByteBuffer.wrap(recordKey.of(accepted.row()));
                        if (wanted.contains(key)) {
                            places.put(new Place(message.partition(), message.offset(), index), key);
                        }
                    }
                }
            });
            Set<ByteBuffer> present = new HashSet<>();
            rawRows.read(evidence.files(), row -> {
                @Nullable ByteBuffer key = places.get(new Place(row.partition(), row.offset(), row.index()));
                if (key != null && row.epoch() == hour.epoch()) {
                    present.add(key);
                }
            });
            return present;
        }

        private void lose(long offset, Collection<Integer> records, String what) {
            losses.add(new Loss(hour, offset, List.copyOf(records), what));
        }
    }

    private record Place(int partition, long offset, int index) {}

    private record Source(int epoch, int partition) {
        static Source of(SourceHour hour) {
            return new Source(hour.epoch(), hour.partition());
        }
    }
}
