package dev.sluice.batch.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.batch.ledger.BatchCommit;
import dev.sluice.batch.ledger.BatchCommitJson;
import dev.sluice.batch.storage.LakeStorage;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.CheckpointAlreadyExistsException;
import io.delta.kernel.exceptions.TableNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The log of a Delta table. It is read with Delta's own kernel; a version is written as one file that is created if
 * absent, which is all that the format asks for and what every storage of ours can do.
 */
final class DeltaLog {

    static final String FOLDER = "_delta_log";

    /** Of our transaction identifiers, whose versions are the numbers of batches. */
    static final String APP_ID = "sluice";

    /** Where a commit's batch stands in its {@code commitInfo}, which takes what a writer likes. */
    static final String BATCH = "sluice";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LakeStorage zone;
    private final String dataset;
    private final Engine engine;

    DeltaLog(LakeStorage zone, String dataset) {
        this.zone = zone;
        this.dataset = dataset;
        this.engine = DefaultEngine.create(zone.hadoop());
    }

    /** The table as it is now; empty when there is none. */
    Optional<DeltaSnapshot> latest() throws IOException {
        // The kernel takes a folder that is not there for an error of the storage.
        if (zone.list(dataset + "/" + FOLDER).isEmpty()) {
            return Optional.empty();
        }
        try {
            Snapshot snapshot = table().getLatestSnapshot(engine);
            return Optional.of(DeltaSnapshot.of(snapshot, engine, dataset));
        } catch (TableNotFoundException absent) {
            return Optional.empty();
        }
    }

    private Table table() {
        return Table.forPath(engine, zone.location(dataset));
    }

    /** @return false when there is such a version */
    boolean create(long version, List<ObjectNode> actions) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (ObjectNode action : actions) {
            lines.append(JSON.writeValueAsString(action)).append('\n');
        }
        return zone.createIfAbsent(path(version), lines.toString().getBytes(UTF_8));
    }

    /** The batch of a number, which is one of the newest versions: others, such as an OPTIMIZE, may have come after it. */
    Optional<BatchCommit> batch(long number, long newestVersion) throws IOException {
        for (long version = newestVersion; version >= 0; version--) {
            Optional<byte[]> lines = zone.read(path(version));
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            for (String line : new String(lines.get(), UTF_8).lines().toList()) {
                JsonNode batch = JSON.readTree(line).path("commitInfo").path(BATCH);
                if (batch.path("number").asLong() == number) {
                    return Optional.of(BatchCommitJson.read(JSON.writeValueAsBytes(batch), path(version)));
                }
            }
        }
        return Optional.empty();
    }

    /** So that readers need not read every version from the first on. They can without it, so a failure is only told. */
    void checkpoint(long version) {
        try {
            table().checkpoint(engine, version);
        } catch (CheckpointAlreadyExistsException written) {
            // By another writer of this table.
            return;
        } catch (IOException failed) {
            System.getLogger(DeltaLog.class.getName())
                    .log(System.Logger.Level.WARNING, "Cannot write a checkpoint of " + dataset + ": " + failed);
        }
    }

    private String path(long version) {
        return dataset + "/" + FOLDER + "/" + String.format(Locale.ROOT, "%020d.json", version);
    }
}
