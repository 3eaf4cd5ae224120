package dev.sluice.batch.ledger;

import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the files of a committed batch visible and those it replaces invisible. Safe to repeat and to run twice
 * at once: every path is used once in the life of a table, so a late move finds nothing to move and a late
 * removal nothing to remove.
 */
final class RollForward {

    private final LakeStorage processed;
    private final boolean removes;

    RollForward(LakeStorage processed) {
        this(processed, true);
    }

    private RollForward(LakeStorage processed, boolean removes) {
        this.processed = processed;
        this.removes = removes;
    }

    static RollForward thatKeepsRemovedFiles(LakeStorage processed) {
        return new RollForward(processed, false);
    }

    /** @return the added files that are neither staged nor in place */
    List<DataFile> apply(BatchCommit commit) throws IOException {
        List<DataFile> incoming = new ArrayList<>(commit.quarantined());
        incoming.addAll(commit.added());
        Map<String, List<DataFile>> added = byFolder(incoming);
        Map<String, List<DataFile>> removed = byFolder(removes ? commit.removed() : List.of());
        List<DataFile> missing = new ArrayList<>();
        // One folder after the other keeps the moment short in which a reader sees rows of a folder twice.
        for (Map.Entry<String, List<DataFile>> folder : added.entrySet()) {
            moveIn(folder.getValue(), missing);
            if (!missing.isEmpty()) {
                return missing;
            }
            remove(removed.getOrDefault(folder.getKey(), List.of()));
            removed.remove(folder.getKey());
        }
        for (List<DataFile> files : removed.values()) {
            remove(files);
        }
        return missing;
    }

    private void moveIn(List<DataFile> files, List<DataFile> missing) throws IOException {
        List<String> inPlace = new ArrayList<>();
        for (DataFile file : files) {
            String staged = file.staged();
            boolean moved = staged != null && processed.move(staged, file.path());
            if (moved || processed.size(file.path()).isPresent()) {
                inPlace.add(file.path());
            } else {
                missing.add(file);
            }
        }
        processed.makeDurable(inPlace);
    }

    private void remove(List<DataFile> files) throws IOException {
        for (DataFile file : files) {
            processed.delete(file.path());
        }
    }

    private static Map<String, List<DataFile>> byFolder(List<DataFile> files) {
        Map<String, List<DataFile>> folders = new TreeMap<>();
        files.forEach(file -> folders.computeIfAbsent(file.folder(), folder -> new ArrayList<>())
                .add(file));
        return folders;
    }
}
