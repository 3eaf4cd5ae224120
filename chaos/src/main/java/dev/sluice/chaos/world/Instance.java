package dev.sluice.chaos.world;

import dev.sluice.chaos.inside.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A service process and its control folder. */
public final class Instance {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration ANSWER = Duration.ofSeconds(5);

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

    /** Waits until it says so itself, as a kubelet does. */
    public void awaitReady(int port) {
        var question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                .timeout(ANSWER)
                .build();
        Await.until(name + " is ready", Trial.PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(process.lastWords());
            }
            try {
                return HTTP.send(question, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException notYet) {
                return false;
            }
        });
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
