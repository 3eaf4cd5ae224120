package dev.sluice.record.explain;

import dev.sluice.record.decode.Decoded;
import dev.sluice.record.decode.Decoded.Candidate;
import dev.sluice.record.decode.MessageDecoder;
import dev.sluice.record.decode.Reason;
import dev.sluice.record.decode.Row;
import dev.sluice.record.decode.Violation;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.validate.RowValidator;
import dev.sluice.record.validate.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Says what becomes of messages of one dataset. Not thread-safe. */
public final class Explanation {

    private final MessageDecoder decoder;
    private final RowValidator validator;

    public Explanation(RecordDefinition definition) {
        this.decoder = new MessageDecoder(definition);
        this.validator = new RowValidator(definition);
    }

    /** One outcome for each record, in document order; or a single one for a message that is refused as a whole. */
    public List<Outcome> explain(byte[] message) {
        Decoded decoded = decoder.decode(message);
        if (decoded instanceof Decoded.Malformed malformed) {
            return List.of(new Rejection(malformed.reason(), malformed.detail(), List.of()));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Candidate candidate : ((Decoded.Records) decoded).candidates()) {
            Verdict verdict = validator.validate(candidate);
            outcomes.add(
                    verdict instanceof Verdict.Rejected rejected
                            ? new Rejection(rejected.reason(), "", rejected.violations())
                            : new Acceptance(((Verdict.Accepted) verdict).row()));
        }
        return outcomes;
    }

    /** What becomes of a message that is past its limit, which nobody need read to its end to know. */
    public static Rejection ofTooManyBytes(RecordDefinition definition) {
        String detail = "Cannot decode the message: it has more bytes than the "
                + definition.limits().messageBytes() + " that limits.message-bytes allows";
        return new Rejection(Reason.LIMIT_EXCEEDED, detail, List.of());
    }

    /** What becomes of a record, or of a whole message. */
    public sealed interface Outcome {}

    /** The record is a row. */
    public record Acceptance(Row row) implements Outcome {}

    /**
     * The message, or one record of it, goes to the dead letters.
     *
     * @param detail one sentence about the message; "" when it is about a record
     * @param violations of the record; empty when it is about the message
     */
    public record Rejection(Reason reason, String detail, List<Violation> violations) implements Outcome {}
}
