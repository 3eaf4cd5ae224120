package dev.sluice.service.decode;

import dev.sluice.record.avro.ArrivalCheck;
import dev.sluice.record.avro.Lineage;
import dev.sluice.record.avro.RecordKey;
import dev.sluice.record.avro.RowEncoder;
import dev.sluice.record.decode.Decoded;
import dev.sluice.record.decode.Reason;
import dev.sluice.record.decode.Row;
import dev.sluice.record.decode.Violation;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.validate.RowValidator;
import dev.sluice.record.validate.Verdict;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Checks each record and encodes the valid ones, once, to the bytes that the rows topic will hold: so a row that is
 * too large for Kafka is found out here, where it can still become a dead letter, and no later step rejects anything.
 */
public final class ValidateRows extends ContextualProcessor<byte[], DecodedMessage, byte[], CheckedMessage> {

    private final RowValidator validator;
    private final RowEncoder encoder;
    private final ArrivalCheck arrivals;
    private final RecordKey recordKey;
    private final String recordPath;
    private final int maxRowBytes;

    /** @param maxRowBytes of key and row together, as the re-key and rows topics take it */
    public ValidateRows(RecordDefinition definition, int maxRowBytes) {
        this.validator = new RowValidator(definition);
        this.encoder = new RowEncoder(definition);
        this.arrivals = new ArrivalCheck(definition);
        this.recordKey = new RecordKey(definition);
        this.recordPath = definition.recordPath().toString();
        this.maxRowBytes = maxRowBytes;
    }

    @Override
    public void process(Record<byte[], DecodedMessage> message) {
        BitSet selected = RecordIndexes.selected(message.headers());
        context().forward(message.withValue(check(message.value(), selected)));
    }

    /** @param selected the records that are meant; null for all */
    private CheckedMessage check(DecodedMessage message, @Nullable BitSet selected) {
        if (message.decoded().isEmpty()) {
            return withoutRows(message, Outcome.TOMBSTONE, List.of());
        }
        Decoded decoded = message.decoded().get();
        if (decoded instanceof Decoded.Malformed malformed) {
            Outcome outcome = malformed.reason() == Reason.NO_RECORDS ? Outcome.WITHOUT_RECORDS : Outcome.MALFORMED;
            return withoutRows(message, outcome, List.of(Rejection.ofMessage(malformed.reason(), malformed.detail())));
        }
        List<Decoded.Candidate> candidates = meant(((Decoded.Records) decoded).candidates(), selected);
        if (candidates.isEmpty()) {
            return withoutRows(message, Outcome.WITHOUT_RECORDS, List.of());
        }
        return withRecords(message, candidates);
    }

    private static List<Decoded.Candidate> meant(List<Decoded.Candidate> candidates, @Nullable BitSet selected) {
        return selected == null
                ? candidates
                : candidates.stream()
                        .filter(candidate -> selected.get(candidate.row().index()))
                        .toList();
    }

    private static CheckedMessage withoutRows(DecodedMessage message, Outcome outcome, List<Rejection> rejections) {
        return new CheckedMessage(message.lineage(), message.original(), outcome, 0, List.of(), rejections);
    }

    private CheckedMessage withRecords(DecodedMessage message, List<Decoded.Candidate> candidates) {
        List<EncodedRow> rows = new ArrayList<>(candidates.size());
        List<Rejection> rejections = new ArrayList<>();
        for (Decoded.Candidate candidate : candidates) {
            Verdict verdict = validator.validate(candidate);
            if (verdict instanceof Verdict.Rejected rejected) {
                rejections.add(Rejection.ofRecord(candidate.row().index(), rejected.reason(), rejected.violations()));
                continue;
            }
            Row row = ((Verdict.Accepted) verdict).row();
            EncodedRow encoded = encode(row, message.lineage());
            if (encoded.key().length + encoded.bytes().length > maxRowBytes) {
                rejections.add(tooLarge(row));
            } else {
                rows.add(encoded);
            }
        }
        return new CheckedMessage(
                message.lineage(), message.original(), Outcome.WITH_RECORDS, candidates.size(), rows, rejections);
    }

    private EncodedRow encode(Row row, Lineage lineage) {
        return new EncodedRow(row.index(), recordKey.of(row), encoder.encode(row, lineage), arrivals.of(row, lineage));
    }

    private Rejection tooLarge(Row row) {
        Violation violation =
                new Violation(row.index(), "", recordPath, "row-size", "at most " + maxRowBytes + " bytes");
        return Rejection.ofRecord(row.index(), Reason.ROW_TOO_LARGE, List.of(violation));
    }
}
