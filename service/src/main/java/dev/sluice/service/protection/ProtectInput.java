package dev.sluice.service.protection;

import dev.sluice.service.decode.CheckedMessage;
import dev.sluice.service.decode.Outcome;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Tells the breaker what became of each message, and waits where the input has a rate limit. Nothing comes out. */
public final class ProtectInput extends ContextualProcessor<byte[], CheckedMessage, Void, Void> {

    private final InputBreaker breaker;
    private final InputRate rate;

    public ProtectInput(InputBreaker breaker, InputRate rate) {
        this.breaker = breaker;
        this.rate = rate;
    }

    @Override
    public void process(Record<byte[], CheckedMessage> record) {
        CheckedMessage message = record.value();
        int rejected = message.outcome() == Outcome.MALFORMED ? 1 : message.rejectedRecords();
        breaker.checked(message.rows().size(), rejected);
        rate.takeTurn();
    }
}
