package dev.sluice.service.verify;

import static java.util.Objects.requireNonNull;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.SourceCount;
import dev.sluice.record.terminal.Progress;
import dev.sluice.service.audit.AuditTotals;
import dev.sluice.service.audit.AuditTotals.SourceHour;
import dev.sluice.service.audit.AuditTotals.Totals;
import dev.sluice.service.dlq.LetterFilter;
import dev.sluice.service.dlq.Letters;
import dev.sluice.service.rawzone.RowsTopic;
import dev.sluice.service.rawzone.fsck.ChainSummary;
import dev.sluice.service.rawzone.fsck.Depth;
import dev.sluice.service.rawzone.fsck.Finding;
import dev.sluice.service.rawzone.fsck.FindingKind;
import dev.sluice.service.rawzone.fsck.Repair;
import dev.sluice.service.rawzone.fsck.Report;
import dev.sluice.service.rawzone.fsck.ZoneCheck;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.snapshot.CommittedRecords;
import dev.sluice.service.snapshot.Positions;
import dev.sluice.service.topology.TopicNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;

/** Gathers the evidence of a dataset. */
public final class EvidenceReader {

    private final Admin admin;
    private final Map<String, Object> clients;
    private final TopicNames names;
    private final RawStorage storage;
    private final Depth depth;
    private final Progress progress;
    private final CommittedRecords topics;

    /**
     * @param clients configuration of every Kafka client
     * @param depth how closely the files of the RAW zone are looked at
     */
    public EvidenceReader(
            Admin admin,
            Map<String, Object> clients,
            TopicNames names,
            RawStorage storage,
            Depth depth,
            Progress progress) {
        this.admin = admin;
        this.clients = clients;
        this.names = names;
        this.storage = storage;
        this.depth = depth;
        this.progress = progress;
        this.topics = new CommittedRecords(clients);
    }

    /** @throws UserErrorException with one line when Kafka or the storage does not answer */
    Evidence read() {
        AuditTotals decoded = audit();
        Positions input = Positions.of(admin, names.application(), names.input());
        Positions rekey = Positions.of(admin, names.application(), names.rekey());
        Map<SourceHour, Totals> deduped = audit().byHour();
        RowsTopic rowsTopic = RowsTopic.of(names.dataset(), clients);
        Positions rows = Positions.of(admin, rowsTopic.group(), rowsTopic.topic());
        var letters = new HashMap<SourceHour, Long>();
        new Letters(clients, names.deadLetter())
                .read(new LetterFilter(List.of(), List.of(), null, null), progress, letter -> {
                    letters.merge(
                            new SourceHour(letter.epoch(), letter.sourcePartition(), letter.sourceHour()),
                            1L,
                            Long::sum);
                    return true;
                });
        Positions letterTopic = Positions.of(admin, names.application(), names.deadLetter());
        boolean lettersExpired = letterTopic.partitions().values().stream().anyMatch(at -> at.beginning() > 0);
        var zone = new ZoneReport(progress);
        try (var check = new ZoneCheck(storage, depth, Repair.DRY, zone)) {
            progress.begin("checking RAW");
            check.check(names.dataset());
        } catch (IOException failure) {
            throw new UserErrorException("Cannot check the RAW zone: " + failure, failure);
        }
        return new Evidence(
                decoded.byHour(),
                input,
                rekey,
                deduped,
                rows,
                letters,
                lettersExpired,
                zone.rows,
                countedFor(letters, zone.rows, deduped),
                zone.heads,
                zone.hoursByFile,
                zone.findings,
                zone.skipped);
    }

    /** The stream goes on meanwhile: what is there by now may have been counted since the counts were read. */
    private Map<SourceHour, Totals> countedFor(
            Map<SourceHour, Long> letters, Map<SourceHour, Long> raw, Map<SourceHour, Totals> before) {
        boolean areFew = areAtMost(letters, before, Totals::deadLetters) && areAtMost(raw, before, Totals::rows);
        return areFew ? before : audit().byHour();
    }

    private static boolean areAtMost(
            Map<SourceHour, Long> found, Map<SourceHour, Totals> counted, ToLongFunction<Totals> count) {
        return found.entrySet().stream().allMatch(hour -> {
            Totals totals = counted.get(hour.getKey());
            return totals != null && hour.getValue() <= count.applyAsLong(totals);
        });
    }

    /** The changelogs are exact but end with a reset, the audit topic stays but is a second behind. */
    private AuditTotals audit() {
        var totals = new AuditTotals();
        progress.begin("reading the audit");
        Set<String> existing = topicNames();
        List<String> read = new ArrayList<>(List.of(names.audit()));
        AuditTotals.stores().forEach(store -> read.add(names.changelog(store)));
        for (String topic : read) {
            if (existing.contains(topic)) {
                topics.readAll(topic, record -> totals.add(record.key(), record.value()));
            }
        }
        progress.closeLine();
        return totals;
    }

    private Set<String> topicNames() {
        try {
            Set<String> existing = admin.listTopics(
                            new org.apache.kafka.clients.admin.ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            for (String needed : List.of(names.input(), names.rekey(), names.rows(), names.audit())) {
                if (!existing.contains(needed)) {
                    throw new UserErrorException("Cannot verify " + names.dataset() + ": there is no topic " + needed
                            + "; has the service run, and is --input-topic right?");
                }
            }
            return existing;
        } catch (ExecutionException e) {
            throw new UserErrorException(
                    "Cannot list topics: " + requireNonNull(e.getCause()).getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserErrorException("Cannot list topics: interrupted", e);
        }
    }

    private static final class ZoneReport implements Report {

        private final Progress progress;
        private final Map<SourceHour, Long> rows = new HashMap<>();
        private final Map<Integer, Long> heads = new HashMap<>();
        private final Map<String, Set<SourceHour>> hoursByFile = new HashMap<>();
        private final List<Finding> findings = new ArrayList<>();
        private long skipped;

        ZoneReport(Progress progress) {
            this.progress = progress;
        }

        @Override
        public void record(CommitRecord record) {
            Set<SourceHour> hours = new HashSet<>();
            for (SourceCount count : record.counts()) {
                var hour = new SourceHour(count.epoch(), count.partition(), count.hour());
                rows.merge(hour, count.rows(), Long::sum);
                hours.add(hour);
            }
            record.files().forEach(file -> hoursByFile.put(file.path(), hours));
        }

        @Override
        public void found(Finding finding) {
            // What is committed and not yet visible is on its way: whoever owns the partition publishes it.
            if (!finding.kind().isHarmless() && finding.kind() != FindingKind.UNPUBLISHED_FILE) {
                findings.add(finding);
            }
        }

        @Override
        public void chain(ChainSummary summary) {
            heads.put(summary.partition(), summary.head());
            skipped += summary.skipped();
        }

        @Override
        public void progress(String how) {
            progress.update(how);
        }
    }
}
