package dev.sluice.chaos.oracle;

import static dev.sluice.chaos.oracle.Duck.quoted;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares what was produced with what RAW and the commit log hold, each row by its identity. */
public final class Oracle {

    /** Further findings of a kind are only counted. */
    private static final int SHOWN = 3;

    private static final String RECORD = "{format: 'INT', kind: 'VARCHAR', commit_id: 'VARCHAR',"
            + " previous_commit_id: 'VARCHAR', cluster_id: 'VARCHAR', topic_id: 'VARCHAR', topic: 'VARCHAR',"
            + " partition: 'INT', start: 'BIGINT', next: 'BIGINT',"
            + " files: 'STRUCT(path VARCHAR, rows BIGINT, bytes BIGINT, min_offset BIGINT, max_offset BIGINT)[]'}";

    private final Path root;
    private final String dataset;
    private final List<String> problems = new ArrayList<>();

    private Oracle(Path root, String dataset) {
        this.root = root;
        this.dataset = dataset;
    }

    /**
     * Reads everything and judges.
     *
     * @param root folder of the RAW zone, with what was archived below {@code _archive}
     * @param scratch file that may be written
     */
    public static Verdict judge(Path root, String dataset, Ledger ledger, Path scratch)
            throws IOException, SQLException {
        return new Oracle(root, dataset).judge(ledger, scratch);
    }

    /**
     * What is not as the protocol promises, whatever rows there are.
     *
     * @param scratch file that may be written
     */
    static List<String> inspect(Path root, String dataset, Path scratch) throws IOException, SQLException {
        var oracle = new Oracle(root, dataset);
        new Ledger().write(scratch);
        try (var duck = new Duck()) {
            oracle.load(duck, scratch);
            oracle.checkChains(duck);
            oracle.checkFiles(duck);
        }
        return oracle.problems;
    }

    /** The data files that the commit records name. */
    public static Set<String> named(Path root, String dataset) throws SQLException {
        var oracle = new Oracle(root, dataset);
        try (var duck = new Duck()) {
            if (!holdsFiles(duck, oracle.records())) {
                return Set.of();
            }
            oracle.loadChains(duck);
            return Set.copyOf(duck.rows("SELECT path FROM named"));
        }
    }

    /** Whether a data file has a row of a message that was sent at this moment or later. */
    public static boolean holdsRowSentAfter(Path file, Instant moment) throws SQLException {
        try (var duck = new Duck()) {
            return duck.number("SELECT coalesce(epoch_ms(max(_kafka_timestamp)), 0) FROM read_parquet(" + quoted(file)
                            + ")")
                    >= moment.toEpochMilli();
        }
    }

    private Verdict judge(Ledger ledger, Path scratch) throws IOException, SQLException {
        ledger.write(scratch);
        try (var duck = new Duck()) {
            load(duck, scratch);
            checkChains(duck);
            checkFiles(duck);
            checkRows(duck);
            return new Verdict(
                    duck.number("SELECT count(*) FROM ledger"),
                    duck.number("SELECT count(*) FROM ledger ANTI JOIN raw USING (sp, so, ix)"),
                    duck.number("SELECT count(*) - count(DISTINCT (sp, so, ix)) FROM raw"),
                    List.copyOf(problems));
        }
    }

    private void load(Duck duck, Path ledger) throws SQLException {
        duck.run("CREATE TABLE ledger AS SELECT * FROM read_csv(" + quoted(ledger)
                + ", header = true, columns = {topic_id: 'VARCHAR', rp: 'INT', ro: 'BIGINT', sp: 'INT', so: 'BIGINT',"
                + " ix: 'INT'})");
        List<String> data = new ArrayList<>();
        for (Path folder :
                List.of(root.resolve(dataset), root.resolve("_archive").resolve(dataset))) {
            String glob = folder + "/*/*/*.parquet";
            if (holdsFiles(duck, glob)) {
                data.add(quoted(glob));
            }
        }
        String columns = "_rows_partition::INT rp, _rows_offset::BIGINT ro, _kafka_partition::INT sp,"
                + " _kafka_offset::BIGINT so, _record_index::INT ix";
        duck.run(
                data.isEmpty()
                        ? "CREATE TABLE raw AS SELECT rp, ro, sp, so, ix, '' AS file FROM ledger LIMIT 0"
                        : "CREATE TABLE raw AS SELECT " + columns + ", " + named("filename")
                                + " AS file FROM read_parquet([" + String.join(",", data)
                                + "], filename = true, hive_partitioning = false)");
        duck.run(
                data.isEmpty()
                        ? "CREATE TABLE seen (file VARCHAR)"
                        : "CREATE TABLE seen AS SELECT " + named("file") + " AS file FROM glob(["
                                + String.join(",", data) + "])");
        loadChains(duck);
    }

    private void loadChains(Duck duck) throws SQLException {
        duck.run("CREATE TABLE chain AS SELECT *, row_number() OVER (PARTITION BY cluster_id, topic_id, partition"
                + " ORDER BY start, kind <> 'GENESIS', filename) AS place FROM read_json(["
                + quoted(records()) + "], columns = " + RECORD + ", format = 'unstructured', filename = true)");
        duck.run("CREATE TABLE named AS SELECT topic_id, partition, start, next, unnest(files, recursive := true)"
                + " FROM chain");
    }

    /** A chain may have nothing but {@code genesis.json}; the checkpoint is no record. */
    private String records() {
        return root + "/_commits/" + dataset + "/*/*/p=*/[0-9g]*.json";
    }

    /** The part of a path that the commit log knows a data file by. */
    private String named(String column) {
        return "regexp_extract(" + column + ", '(" + dataset + "/ingest_date=[^/]*/ingest_hour=[^/]*/[^/]*)$', 1)";
    }

    /** By DuckDB, whom files that vanish while it lists do not disturb. */
    private static boolean holdsFiles(Duck duck, String glob) throws SQLException {
        return duck.number("SELECT count(*) FROM glob(" + quoted(glob) + ")") > 0;
    }

    private void checkChains(Duck duck) throws SQLException {
        report(
                duck,
                "commit record does not follow the one before",
                "SELECT b.filename FROM chain a JOIN chain b ON a.cluster_id = b.cluster_id AND a.topic_id = b.topic_id"
                        + " AND a.partition = b.partition AND b.place = a.place + 1"
                        + " WHERE a.next <> b.start OR a.commit_id IS DISTINCT FROM b.previous_commit_id");
        report(
                duck,
                "chain does not begin with its genesis record",
                "SELECT filename FROM chain WHERE (place = 1) <> (kind = 'GENESIS')");
        report(
                duck,
                "commit record lies in the folder of another chain",
                "SELECT filename FROM chain WHERE NOT contains(filename,"
                        + " format('/{}/{}/p={:05d}/', cluster_id, topic_id, partition))");
        report(duck, "rows were skipped", "SELECT filename FROM chain WHERE kind = 'SKIP'");
    }

    private void checkFiles(Duck duck) throws SQLException {
        report(
                duck,
                "file is seen and no commit record names it",
                "SELECT file FROM seen ANTI JOIN named ON seen.file = named.path");
        report(
                duck,
                "file of a commit record is not there",
                "SELECT path FROM named ANTI JOIN seen ON seen.file = named.path");
        report(
                duck,
                "file is named or seen twice",
                "SELECT path FROM named GROUP BY path HAVING count(*) > 1"
                        + " UNION ALL SELECT file FROM seen GROUP BY file HAVING count(*) > 1");
        report(
                duck,
                "file does not hold the rows that its commit record says",
                "SELECT path FROM named JOIN (SELECT file, count(*) c, min(ro) a, max(ro) b, min(rp) p, max(rp) q"
                        + " FROM raw GROUP BY file) ON file = path"
                        + " WHERE c <> rows OR a <> min_offset OR b <> max_offset OR a < start OR b >= next"
                        + " OR p <> partition OR q <> partition");
    }

    private void checkRows(Duck duck) throws SQLException {
        report(
                duck,
                "row is in RAW and was never committed",
                "SELECT file, sp, so, ix FROM raw ANTI JOIN ledger USING (sp, so, ix)");
        report(
                duck,
                "row has another place in the rows topic than it was produced to",
                "SELECT r.file, r.ro, l.ro FROM raw r JOIN ledger l USING (sp, so, ix)"
                        + " WHERE l.ro >= 0 AND (l.rp <> r.rp OR l.ro <> r.ro)");
        report(
                duck,
                "row is in the chain of another topic",
                "SELECT file, sp, so, ix FROM raw JOIN ledger l USING (sp, so, ix) JOIN named n ON file = path"
                        + " WHERE l.topic_id <> n.topic_id");
        report(
                duck,
                "chain ends before a row that was committed",
                "SELECT l.topic_id, l.rp, l.ro FROM ledger l JOIN (SELECT topic_id, partition, max(next) head"
                        + " FROM chain GROUP BY ALL) c ON l.topic_id = c.topic_id AND l.rp = c.partition"
                        + " WHERE l.ro >= c.head");
    }

    private void report(Duck duck, String what, String query) throws SQLException {
        List<String> found = duck.rows(query);
        if (!found.isEmpty()) {
            problems.add(found.size() + " x " + what + ": " + found.subList(0, Math.min(SHOWN, found.size())));
        }
    }
}
