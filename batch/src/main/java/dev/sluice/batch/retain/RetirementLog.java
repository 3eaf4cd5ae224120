package dev.sluice.batch.retain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.Retirement;
import dev.sluice.record.commitlog.RetirementJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was taken out of a RAW zone, in the order in which it was decided. */
final class RetirementLog {

    private final LakeStorage raw;
    private final String dataset;

    RetirementLog(LakeStorage raw, String dataset) {
        this.raw = raw;
        this.dataset = dataset;
    }

    /** All of them, oldest first. Each names thousands of files, so there are few. */
    List<Retirement> all() throws IOException {
        List<Retirement> all = new ArrayList<>();
        for (long number = 1; ; number++) {
            Optional<byte[]> json = raw.read(path(number));
            if (json.isEmpty()) {
                return all;
            }
            all.add(RetirementJson.read(json.get(), path(number)));
        }
    }

    /** @return false when another run took the number */
    boolean add(Retirement retirement) throws IOException {
        return raw.createIfAbsent(path(retirement.number()), RetirementJson.write(retirement));
    }

    /** Up to which number the files are known to be out; may lag. */
    long finished() throws IOException {
        String text = new String(raw.read(hint()).orElse(new byte[0]), UTF_8).strip();
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    void finished(long number) throws IOException {
        raw.replace(hint(), Long.toString(number).getBytes(UTF_8));
    }

    private String path(long number) {
        return CommitLogPaths.retirement(dataset, number);
    }

    private String hint() {
        return CommitLogPaths.retirements(dataset) + "/_finished";
    }
}
