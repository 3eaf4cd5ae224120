package dev.sluice.chaos.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was produced and committed. Thread-safe. */
public final class Ledger {

    private final List<Produced> rows = new ArrayList<>();

    public synchronized void add(Produced committed) {
        rows.add(committed);
    }

    public synchronized int size() {
        return rows.size();
    }

    synchronized void write(Path csv) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("topic_id,rp,ro,sp,so,ix");
        rows.forEach(row -> lines.add(row.csv()));
        Files.write(csv, lines);
    }
}
