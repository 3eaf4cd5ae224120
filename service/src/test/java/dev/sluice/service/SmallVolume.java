package dev.sluice.service;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real file system of a few megabytes, in memory. To mount one takes root, or sudo without a password. */
final class SmallVolume implements AutoCloseable {

    private static final int BLOCK = 4096;

    private final Path folder;
    private final List<String> prefix;

    private SmallVolume(Path folder, List<String> prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /** Skips the test where nothing may be mounted. */
    static SmallVolume mount(Path folder, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        for (List<String> prefix : List.of(List.<String>of(), List.of("sudo", "-n"))) {
            String options = "size=" + megabytes + "m,mode=0777";
            if (run(prefix, "mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString())) {
                return new SmallVolume(folder, prefix);
            }
        }
        assumeTrue(false, "no file system can be mounted here: neither root nor sudo");
        throw new AssertionError();
    }

    /** As another process might that logs without end. */
    void fillUntilFree(int megabytes) throws IOException {
        long left = (long) megabytes << 20;
        try (var junk = Files.newOutputStream(junk())) {
            byte[] block = new byte[BLOCK];
            while (folder.toFile().getUsableSpace() > left) {
                junk.write(block);
            }
        } catch (IOException full) {
            if (folder.toFile().getUsableSpace() > left + BLOCK) {
                throw full;
            }
        }
    }

    void makeRoom() throws IOException {
        Files.delete(junk());
    }

    private Path junk() {
        return folder.resolve("junk");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (!run(prefix, "umount", "--lazy", folder.toString())) {
            throw new IOException("Cannot unmount " + folder);
        }
    }

    private static boolean run(List<String> prefix, String... command) throws InterruptedException {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(all)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }
}
