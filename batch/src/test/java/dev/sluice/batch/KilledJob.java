package dev.sluice.batch;

import dev.sluice.batch.compact.CompactSettings;
import dev.sluice.batch.fixture.FailingStorage;
import dev.sluice.batch.fixture.Folders;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.retain.Retain;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;

/**
 * One job on many copies of a lake, in a process of its own: it stops before its first change on the first copy, before its
 * second on the second, and so on, until it comes to its end. Then the process says by a file how many there were, and waits
 * to be killed with all of them.
 */
final class KilledJob {

    /** More than any run makes; only ends a loop that would never end. */
    private static final int MOST_CHANGES = 60;

    private final String job;
    private final TableFormat format;

    private KilledJob(String job, TableFormat format) {
        this.job = job;
        this.format = format;
    }

    /** The zones of a lake, side by side. */
    record Lake(LakeStorage raw, LakeStorage processed, LakeStorage archive) {

        static final String PREPARED = "prepared";

        static Lake in(String folder, String name, Configuration hadoop) {
            String lake = folder + "/" + name;
            return new Lake(
                    Zones.open("RAW zone", lake + "/raw", hadoop),
                    Zones.open("Processed Zone", lake + "/processed", hadoop),
                    Zones.open("archive", lake + "/archive", hadoop));
        }

        Pipeline pipeline() {
            return Pipeline.between(raw, processed);
        }
    }

    /**
     * Settings of Hadoop come as system properties, as spark-submit hands them on.
     *
     * @param arguments process, compact or retain; format; folder of the lakes; the file
     */
    public static void main(String[] arguments) throws Exception {
        KilledJob job = new KilledJob(arguments[0], TableFormat.valueOf(arguments[1]));
        Configuration hadoop = new SettingsOption().hadoop();
        Lake prepared = Lake.in(arguments[2], Lake.PREPARED, hadoop);
        int change = 0;
        boolean stopped;
        do {
            Lake lake = Lake.in(arguments[2], ++change + "", hadoop);
            Folders.copy(prepared.raw(), lake.raw());
            Folders.copy(prepared.processed(), lake.processed());
            stopped = job.stopsBefore(change, lake);
        } while (stopped && change < MOST_CHANGES);
        Files.writeString(Path.of(arguments[3]), change + "\n");
        new CountDownLatch(1).await();
    }

    /** @return false when it came to its end */
    private boolean stopsBefore(int change, Lake lake) throws InterruptedException {
        CountDownLatch there = new CountDownLatch(1);
        boolean[] stopped = new boolean[1];
        Thread thread = new Thread(() -> {
            try {
                run(lake, change, () -> {
                    stopped[0] = true;
                    there.countDown();
                    waitForEver();
                });
                there.countDown();
            } catch (Exception failed) { // also Spark's checked ones, which it does not declare
                failed.printStackTrace();
                Runtime.getRuntime().halt(1);
            }
        });
        thread.start();
        there.await();
        return stopped[0];
    }

    private void run(Lake lake, int change, FailingStorage.Death death) throws IOException {
        switch (job) {
            case "process" ->
                lake.pipeline().as(format).process(FailingStorage.beforeChange(lake.processed(), change, death));
            case "compact" ->
                lake.pipeline()
                        .compact(
                                FailingStorage.beforeChange(lake.processed(), change, death),
                                stage -> {},
                                new CompactSettings(1 << 20, 1))
                        .run();
            default ->
                new Retain(
                                "books",
                                FailingStorage.beforeChange(lake.raw(), change, death),
                                lake.processed(),
                                lake.archive(),
                                stage -> {},
                                Instant.parse("2026-02-01T11:00:00Z"))
                        .run();
        }
    }

    private static void waitForEver() throws IOException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }
}
