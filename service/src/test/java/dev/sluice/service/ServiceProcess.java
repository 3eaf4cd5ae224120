package dev.sluice.service;

import dev.sluice.testservers.S3Server;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The service as a process of its own, as the launcher starts it. */
final class ServiceProcess implements AutoCloseable {

    private final Process process;
    private final Path output;

    private ServiceProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static ServiceProcess start(Path output, String... arguments) throws IOException {
        return start(List.of(), classPath(), output, arguments);
    }

    private static ServiceProcess start(List<String> options, String classPath, Path output, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, SluiceService.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        process.environment().putAll(S3Server.environment());
        return new ServiceProcess(process.start(), output);
    }

    /** The books pipeline, with everything it writes in one directory. */
    static ServiceProcess books(Path directory, String bootstrap, int port, String... more) throws IOException {
        return books(List.of(), classPath(), directory, bootstrap, port, more);
    }

    /** The same with further classes, which its settings may name. */
    static ServiceProcess booksWith(Path classes, Path directory, String bootstrap, int port, String... more)
            throws IOException {
        return books(List.of(), classPath() + File.pathSeparator + classes, directory, bootstrap, port, more);
    }

    private static ServiceProcess books(
            List<String> options, String classPath, Path directory, String bootstrap, int port, String... more)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--port", Integer.toString(port)));
        arguments.addAll(List.of("--definition", Books.definitionFile().toString()));
        arguments.addAll(List.of("--bootstrap", bootstrap));
        arguments.addAll(List.of("--raw", directory.resolve("raw").toString()));
        arguments.addAll(List.of("--state-dir", directory.resolve("state").toString()));
        arguments.addAll(List.of(more));
        return start(options, classPath, directory.resolve("service.log"), arguments.toArray(String[]::new));
    }

    /** The same with a debugger's port. */
    static ServiceProcess booksUnderDebugger(int debugPort, Path directory, String bootstrap, int port, String... more)
            throws IOException {
        List<String> options =
                List.of("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + debugPort);
        return books(options, classPath(), directory, bootstrap, port, more);
    }

    /** Of this process, without the tests' own settings. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What a service answers on its port. */
    static String get(int port, String path) throws IOException, InterruptedException {
        return answer(port, path).body();
    }

    /** The HTTP status that it answers with. */
    static int status(int port, String path) throws IOException, InterruptedException {
        return answer(port, path).statusCode();
    }

    private static HttpResponse<String> answer(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has written so far. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end and returns the exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Cannot wait for the service: it still runs after 90 s\n" + output());
        }
        return process.exitValue();
    }

    /** SIGTERM. */
    void stop() {
        process.destroy();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
