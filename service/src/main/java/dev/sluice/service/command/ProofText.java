package dev.sluice.service.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.record.terminal.Table;
import dev.sluice.service.audit.AuditTotals.SourceHour;
import dev.sluice.service.audit.AuditTotals.Totals;
import dev.sluice.service.verify.HourProof;
import dev.sluice.service.verify.HourProof.State;
import dev.sluice.service.verify.Loss;
import dev.sluice.service.verify.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A proof for people, for programs and for Prometheus. */
final class ProofText {

    private static final JsonMapper JSON = new JsonMapper();

    private ProofText() {}

    static List<String> table(Proof proof) {
        Table table = new Table()
                .row("epoch", "part", "hour", "messages", "records", "rejected", "rows", "dupl.", "RAW", "state");
        List<String> notes = new ArrayList<>();
        for (HourProof proven : proof.hours()) {
            Totals totals = proven.totals();
            table.row(
                    Integer.toString(proven.hour().epoch()),
                    Integer.toString(proven.hour().partition()),
                    hour(proven),
                    totals.messages(),
                    totals.records(),
                    totals.rejected(),
                    totals.rows(),
                    totals.duplicates(),
                    proven.raw(),
                    proven.state().name().toLowerCase(Locale.ROOT));
            proven.notes()
                    .forEach(note -> notes.add(proven.state().name().toLowerCase(Locale.ROOT) + ": partition "
                            + proven.hour().partition() + ", hour " + hour(proven) + offsets(proven) + ": " + note));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.addAll(notes);
        proof.findings().forEach(finding -> lines.add("different: " + finding.path() + ": " + finding.detail()));
        if (proof.skippedOffsets() > 0) {
            lines.add("different: " + proof.skippedOffsets() + " offsets of the rows topic were passed over by hand");
        }
        proof.losses().forEach(loss -> lines.add("missing: " + text(loss)));
        lines.add(proof.holds() ? summary(proof) : "Not proved; docs/verify.md says what to do about each line.");
        return lines;
    }

    private static String summary(Proof proof) {
        long open = proof.count(State.OPEN);
        return "Nothing is missing, nothing is doubled"
                + (open == 0 ? "." : "; " + open + " hours are still open.")
                + " All input before " + proof.validThrough() + " is accounted for.";
    }

    private static String offsets(HourProof proven) {
        return proven.from() < 0
                ? ""
                : ", offsets " + proven.from() + " to " + (proven.totals().covered() - 1);
    }

    private static String text(Loss loss) {
        String place = loss.offset() < 0
                ? "partition " + loss.hour().partition() + ", hour " + hour(loss.hour())
                : loss.hour().partition() + "@" + loss.offset();
        String records = loss.records().isEmpty()
                ? ""
                : ", record " + loss.records().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return place + records + ": " + loss.what();
    }

    private static String hour(HourProof proven) {
        return hour(proven.hour());
    }

    private static String hour(SourceHour hour) {
        return Instant.EPOCH.plus(Duration.ofHours(hour.hour())).toString().substring(0, 13);
    }

    static List<String> json(Proof proof) {
        List<String> lines = new ArrayList<>();
        for (HourProof proven : proof.hours()) {
            Totals totals = proven.totals();
            ObjectNode line = JSON.createObjectNode()
                    .put("type", "hour")
                    .put("epoch", proven.hour().epoch())
                    .put("partition", proven.hour().partition())
                    .put("hour", hour(proven))
                    .put("state", proven.state().name().toLowerCase(Locale.ROOT))
                    .put("messages", totals.messages())
                    .put("with_records", totals.withRecords())
                    .put("without_records", totals.withoutRecords())
                    .put("malformed", totals.malformed())
                    .put("tombstones", totals.tombstones())
                    .put("records", totals.records())
                    .put("rejected_records", totals.rejected())
                    .put("rows", totals.rows())
                    .put("duplicates", totals.duplicates())
                    .put("raw_rows", proven.raw())
                    .put("dead_letters", totals.deadLetters())
                    .put("dead_letters_found", proven.letters())
                    .put("from", proven.from())
                    .put("covered", totals.covered());
            ArrayNode notes = line.putArray("notes");
            proven.notes().forEach(notes::add);
            lines.add(line.toString());
        }
        proof.findings()
                .forEach(finding -> lines.add(JSON.createObjectNode()
                        .put("type", "finding")
                        .put("kind", finding.kind().label())
                        .put("path", finding.path())
                        .put("detail", finding.detail())
                        .toString()));
        proof.losses().forEach(loss -> lines.add(json(loss)));
        lines.add(JSON.createObjectNode()
                .put("type", "summary")
                .put("holds", proof.holds())
                .put("differences", proof.differences() + proof.findings().size())
                .put("open", proof.count(State.OPEN))
                .put("expired", proof.count(State.EXPIRED))
                .put("skipped_offsets", proof.skippedOffsets())
                .put("valid_through", proof.validThrough().toString())
                .toString());
        return lines;
    }

    private static String json(Loss loss) {
        ObjectNode line = JSON.createObjectNode()
                .put("type", "loss")
                .put("epoch", loss.hour().epoch())
                .put("partition", loss.hour().partition())
                .put("hour", hour(loss.hour()))
                .put("offset", loss.offset())
                .put("what", loss.what());
        ArrayNode records = line.putArray("records");
        loss.records().forEach(records::add);
        return line.toString();
    }

    static String prometheus(String dataset, Proof proof) {
        String label = "{dataset=\"" + dataset + "\"} ";
        return "# HELP sluice_reconcile_difference Hours and files that do not balance; alert on any\n"
                + "# TYPE sluice_reconcile_difference gauge\n"
                + "sluice_reconcile_difference" + label
                + (proof.differences() + proof.findings().size()) + "\n"
                + "# HELP sluice_reconcile_skipped_offsets Offsets of the rows topic passed over by hand\n"
                + "# TYPE sluice_reconcile_skipped_offsets gauge\n"
                + "sluice_reconcile_skipped_offsets" + label + proof.skippedOffsets() + "\n"
                + "# HELP sluice_valid_through_timestamp_seconds All input before this time is accounted for\n"
                + "# TYPE sluice_valid_through_timestamp_seconds gauge\n"
                + "sluice_valid_through_timestamp_seconds" + label
                + proof.validThrough().getEpochSecond() + "\n"
                + "# HELP sluice_reconcile_run_timestamp_seconds When this was verified; alert when it is old\n"
                + "# TYPE sluice_reconcile_run_timestamp_seconds gauge\n"
                + "sluice_reconcile_run_timestamp_seconds" + label
                + Instant.now().getEpochSecond() + "\n";
    }
}
