package dev.sluice.chaos.oracle;

import static dev.sluice.chaos.oracle.Duck.quoted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Accounts for each record and message that was sent: a row, a duplicate of one, or a dead letter. */
public final class Accounts {

    /** Further findings of a kind are only counted. */
    private static final int SHOWN = 3;

    private final List<Sent> sent;
    private final List<String> problems = new ArrayList<>();

    private record Place(int partition, long offset) {}

    /** @param sent in the order of each partition's offsets */
    public Accounts(List<Sent> sent) {
        this.sent = List.copyOf(sent);
    }

    /** Records in it; a key that comes twice counts twice. */
    public long records() {
        return sent.stream().mapToLong(message -> message.records().size()).sum();
    }

    public long rejected() {
        return sent.stream().mapToLong(Sent::rejected).sum();
    }

    public long letters() {
        return sent.stream().filter(Sent::hasLetter).count();
    }

    /** By {@code partition/hour}; an hour of a partition is the highest timestamp so far. */
    public Map<String, HourCounts> byHour() {
        Map<Integer, Long> highest = new HashMap<>();
        Map<String, HourCounts> hours = new TreeMap<>();
        for (Sent message : sent) {
            long time = highest.merge(message.partition(), message.timestamp(), Math::max);
            hours.merge(
                    message.partition() + "/" + TimeUnit.MILLISECONDS.toHours(time),
                    HourCounts.NONE.plus(message),
                    (before, one) -> before.plus(message));
        }
        return hours;
    }

    /**
     * Compares rows and dead letters with what was sent.
     *
     * @param root folder of the RAW zone
     * @param letters all of the dead-letter topic
     * @param scratch file that may be written
     */
    public Verdict judge(Path root, String dataset, List<Letter> letters, Path scratch)
            throws IOException, SQLException {
        problems.clear();
        problems.addAll(Oracle.inspect(root, dataset, scratch));
        judge(letters);
        write(scratch);
        try (var duck = new Duck()) {
            duck.run("CREATE TABLE sent AS SELECT * FROM read_csv(" + quoted(scratch)
                    + ", header = true, columns = {sp: 'INT', so: 'BIGINT', ix: 'INT', id: 'VARCHAR',"
                    + " valid: 'BOOLEAN', late: 'BOOLEAN', ts: 'BIGINT'})");
            duck.run("CREATE TABLE raw AS SELECT _kafka_partition::INT sp, _kafka_offset::BIGINT so,"
                    + " _record_index::INT ix, id, _is_late_arriving late, epoch_ms(_kafka_timestamp) ts"
                    + " FROM read_parquet(" + quoted(root.resolve(dataset) + "/*/*/*.parquet")
                    + ", hive_partitioning = false)");
            report(
                    duck,
                    "row is none of the records with its id",
                    "SELECT sp, so, ix, id FROM raw ANTI JOIN (FROM sent WHERE valid) USING (sp, so, ix, id)");
            report(
                    duck,
                    "row is late or not, against the truth",
                    "SELECT sp, so, ix FROM raw JOIN sent USING (sp, so, ix) WHERE raw.late <> sent.late");
            report(
                    duck,
                    "row has another time than its message",
                    "SELECT sp, so, ix FROM raw JOIN sent USING (sp, so, ix) WHERE raw.ts <> sent.ts");
            return new Verdict(
                    duck.number("SELECT count(DISTINCT id) FROM sent WHERE valid"),
                    duck.number("SELECT count(DISTINCT id) FROM sent ANTI JOIN raw USING (id) WHERE valid"),
                    duck.number("SELECT count(*) - count(DISTINCT id) FROM raw"),
                    List.copyOf(problems));
        }
    }

    private void judge(List<Letter> letters) {
        Map<Place, Sent> expected = new HashMap<>();
        sent.stream()
                .filter(Sent::hasLetter)
                .forEach(message -> expected.put(new Place(message.partition(), message.offset()), message));
        var wrong = new ArrayList<String>();
        for (Letter letter : letters) {
            Sent message = expected.remove(new Place(letter.partition(), letter.offset()));
            String place = letter.partition() + "@" + letter.offset();
            if (message == null) {
                wrong.add(place + " has a letter too many");
            } else if (message.digest() != letter.digest()) {
                wrong.add(place + " has other bytes");
            } else if (!rejected(message).equals(letter.records())) {
                wrong.add(place + " rejects " + letter.records() + ", not " + rejected(message));
            }
        }
        report("dead letter is not as it must be", wrong);
        report(
                "dead letter is not there",
                expected.keySet().stream()
                        .map(place -> place.partition() + "@" + place.offset())
                        .toList());
    }

    private static BitSet rejected(Sent message) {
        var rejected = new BitSet();
        for (int index = 0; index < message.records().size(); index++) {
            rejected.set(index, !message.records().get(index).valid());
        }
        return rejected;
    }

    private void write(Path csv) throws IOException {
        try (var out = Files.newBufferedWriter(csv)) {
            out.write("sp,so,ix,id,valid,late,ts\n");
            for (Sent message : sent) {
                for (int index = 0; index < message.records().size(); index++) {
                    SentRecord record = message.records().get(index);
                    out.write(message.partition() + "," + message.offset() + "," + index + "," + record.id() + ","
                            + record.valid() + "," + record.late() + "," + message.timestamp() + "\n");
                }
            }
        }
    }

    private void report(Duck duck, String what, String query) throws SQLException {
        report(what, duck.rows(query));
    }

    private void report(String what, List<String> found) {
        if (!found.isEmpty()) {
            problems.add(found.size() + " x " + what + ": " + found.subList(0, Math.min(SHOWN, found.size())));
        }
    }
}
