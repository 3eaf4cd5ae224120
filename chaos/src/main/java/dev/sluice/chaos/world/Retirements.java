package dev.sluice.chaos.world;

import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecordJson;
import dev.sluice.record.commitlog.Retirement;
import dev.sluice.record.commitlog.Retirement.RetiredFile;
import dev.sluice.record.commitlog.RetirementJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes files out of the RAW zone as {@code retain} does: first the decision, as a file of its own, then they move. */
final class Retirements {

    private Retirements() {}

    /** The first one of a dataset. */
    static void archive(Lake lake, String dataset, Set<String> names) throws IOException {
        List<RetiredFile> files = files(lake.copy(dataset), dataset, names);
        if (files.size() != names.size()) {
            throw new IllegalStateException("Cannot archive " + names + ": the commit log knows only " + files);
        }
        var decision = new Retirement(
                Retirement.FORMAT,
                1,
                Retirement.Action.ARCHIVE,
                "_archive",
                List.of(),
                files,
                "chaos",
                System.currentTimeMillis(),
                Map.of());
        lake.write(CommitLogPaths.retirement(dataset, decision.number()), RetirementJson.write(decision));
        for (RetiredFile file : files) {
            lake.archive(file.path());
        }
    }

    private static List<RetiredFile> files(Path root, String dataset, Set<String> names) throws IOException {
        var files = new ArrayList<RetiredFile>();
        try (var records = Files.walk(root.resolve("_commits").resolve(dataset))) {
            for (Path record : records.filter(file -> file.toString().matches(".*/\\d{20}[_\\d]*\\.json"))
                    .toList()) {
                CommitRecord read = CommitRecordJson.read(Files.readAllBytes(record), record.toString());
                read.files().stream()
                        .filter(file -> names.contains(file.path()))
                        .map(file -> new RetiredFile(file.path(), file.rows(), file.bytes(), file.checksum()))
                        .forEach(files::add);
            }
        }
        return files;
    }
}
