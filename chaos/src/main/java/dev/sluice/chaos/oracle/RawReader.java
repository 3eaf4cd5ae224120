package dev.sluice.chaos.oracle;

import static dev.sluice.chaos.oracle.Duck.quoted;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reader who lists RAW again and again while everything breaks, and reads each file as soon as it is seen: it must be
 * whole, and the commit log must name it by then.
 */
public final class RawReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RawReader.class);

    private static final long PAUSE_MILLIS = 100;
    private static final Pattern NAME = Pattern.compile(".*-(\\d+)-(\\d+)-(\\d+)-[0-9a-f]+\\.parquet");

    private final Files files;
    private final String dataset;
    private final Set<String> read = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private final Thread thread = new Thread(this::loop, "raw-reader");
    private volatile boolean stopped;
    private final AtomicInteger listings = new AtomicInteger();

    /** Where the files are. */
    public interface Files {

        Set<String> visible(String dataset) throws IOException;

        /** A local file with the same content; empty when it has gone since. */
        Optional<Path> fetch(String name) throws IOException;

        /** The commit records of a chain that start at an offset, as local files. */
        List<Path> records(String dataset, int partition, long start) throws IOException;
    }

    /** Begins at once. */
    public RawReader(Files files, String dataset) {
        this.files = files;
        this.dataset = dataset;
        thread.setDaemon(true);
        thread.start();
    }

    private void loop() {
        try (var duck = new Duck()) {
            while (!stopped) {
                tryToLook(duck);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            look(duck);
        } catch (SQLException | IOException | RuntimeException failure) {
            problems.add("the reader gave up: " + failure);
        } catch (InterruptedException interrupted) {
            problems.add("the reader was interrupted");
        }
    }

    private void tryToLook(Duck duck) {
        try {
            look(duck);
        } catch (IOException | RuntimeException serverAway) {
            // What cannot be listed now is read later; the last look has to succeed.
            log.info("Cannot list {} now: {}", dataset, serverAway.toString());
        }
    }

    private void look(Duck duck) throws IOException {
        for (String name : files.visible(dataset)) {
            if (!read.contains(name)) {
                Optional<Path> file = files.fetch(name);
                if (file.isPresent()) {
                    check(duck, name, file.get());
                }
                read.add(name);
            }
        }
        listings.incrementAndGet();
    }

    private void check(Duck duck, String name, Path file) throws IOException {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            problems.add(name + " is seen, and is no file of RAW");
            return;
        }
        try {
            // The hash needs every value of every column.
            long rows = duck.number(
                    "SELECT count(*) FILTER (WHERE hash(r) >= 0) FROM read_parquet(" + quoted(file) + ") r");
            long named = 0;
            for (Path record :
                    files.records(dataset, Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)))) {
                named += duck.number("SELECT coalesce(sum(f.rows), 0)::BIGINT FROM (SELECT unnest(files) f FROM"
                        + " read_json(" + quoted(record)
                        + ", columns = {files: 'STRUCT(path VARCHAR, rows BIGINT)[]'}, format = 'unstructured'))"
                        + " WHERE f.path = " + quoted(name));
            }
            if (named != rows) {
                problems.add(name + " is seen with " + rows + " rows, the commit log says " + named);
            }
        } catch (SQLException unreadable) {
            if (files.fetch(name).isPresent()) {
                problems.add(name + " is seen and cannot be read: " + unreadable.getMessage());
            }
        }
    }

    /** How often it has looked. */
    public int listings() {
        return listings.get();
    }

    /** What it has seen that nobody must see; complete once closed. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Looks a last time. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
