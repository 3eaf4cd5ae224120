package dev.sluice.chaos.world;

import dev.sluice.chaos.inside.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A service process and its control folder. */
public final class Instance {

    private final String name;
    private final Path control;
    private final ChildProcess process;

    Instance(String name, Path control, ChildProcess process) {
        this.name = name;
        this.control = control;
        this.process = process;
    }

    /** Also the client id of its consumer. */
    public String name() {
        return name;
    }

    public ChildProcess process() {
        return process;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until a fault has happened: without that, a test of it would prove nothing. */
    public void awaitReached(Fault fault) {
        Await.until(name + " reaches " + fault, Trial.PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(process.lastWords());
            }
            return Files.exists(control.resolve(fault.marker()));
        });
    }

    /** Waits until its log holds a text. */
    public void awaitSaid(String text) {
        Await.until(name + " says " + text, Trial.PATIENCE, () -> log().contains(text));
    }

    /** Lets a held call go on. */
    public void release(Fault fault) throws IOException {
        Files.createFile(control.resolve(fault.release()));
    }

    /** Where it leaves its {@link ClassArchive}, if it was asked to. */
    Path classArchive() {
        return classArchive(control);
    }

    static Path classArchive(Path control) {
        return control.resolve("service.jsa");
    }

    public void kill() {
        process.kill();
    }

    public void stop() {
        process.stop();
    }

    private String log() throws IOException {
        return Files.readString(control.resolve("service.log"));
    }

    @Override
    public String toString() {
        return process.toString();
    }
}
