package dev.sluice.service.verify;

import dev.sluice.service.snapshot.CommittedRecords;
import dev.sluice.service.snapshot.Positions;
import dev.sluice.service.verify.HourProof.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers evidence and judges it, again while something is still under way. */
public final class Verification {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final EvidenceReader evidence;
    private final Map<String, Object> clients;

    /** @param clients configuration of every Kafka client */
    public Verification(EvidenceReader evidence, Map<String, Object> clients) {
        this.evidence = evidence;
        this.clients = clients;
    }

    /**
     * @param patience for work that is under way; zero to judge once
     * @throws dev.sluice.record.commandline.UserErrorException with one line when Kafka or the storage does not answer
     */
    public Proof run(Duration patience) throws InterruptedException {
        return run(patience, null);
    }

    /** The same, and when something differs it is named. */
    public Proof runAndExplain(Duration patience, LossSearch search) throws InterruptedException {
        return run(patience, search);
    }

    private Proof run(Duration patience, @Nullable LossSearch search) throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        while (true) {
            Evidence gathered = evidence.read();
            Proof proof = new Judge(gathered, new InputTopic(clients, gathered.input())).judge();
            if (proof.count(State.OPEN) == 0 || !Instant.now().plus(PAUSE).isBefore(deadline)) {
                return search == null || proof.holds() ? proof : proof.explainedBy(search.search(gathered, proof));
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private record InputTopic(Map<String, Object> clients, Positions positions) implements SourceMessages {

        @Override
        public boolean has(int partition, long offset) {
            Positions.Position position = positions.partitions().get(partition);
            return position != null && position.beginning() <= offset;
        }

        @Override
        public long count(int partition, long from, long to) {
            return new CommittedRecords(clients).count(positions.topic(), partition, from, to);
        }
    }
}
