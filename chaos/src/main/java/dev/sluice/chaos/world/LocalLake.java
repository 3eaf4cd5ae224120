package dev.sluice.chaos.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A RAW zone in a local folder. */
public final class LocalLake implements Lake {

    private final Path root;

    public LocalLake(Path root) {
        this.root = root;
    }

    @Override
    public String location() {
        return root.toString();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public Map<String, String> properties() {
        return Map.of();
    }

    @Override
    public Optional<Server> server() {
        return Optional.empty();
    }

    @Override
    public Set<String> visible(String dataset) throws IOException {
        while (true) {
            try (Stream<Path> files = Files.walk(root.resolve(dataset), new FileVisitOption[0])) {
                return files.filter(file -> file.toString().endsWith(".parquet"))
                        .map(file -> root.relativize(file).toString())
                        .collect(Collectors.toSet());
            } catch (NoSuchFileException nothingYet) {
                return Set.of();
            } catch (UncheckedIOException movedMeanwhile) {
                if (!(movedMeanwhile.getCause() instanceof NoSuchFileException)) {
                    throw movedMeanwhile;
                }
            }
        }
    }

    @Override
    public Optional<Path> fetch(String name) {
        Path file = root.resolve(name);
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    @Override
    public List<Path> records(String dataset, int partition, long start) throws IOException {
        Path chains = root.resolve("_commits").resolve(dataset);
        String folder = String.format("p=%05d", partition);
        String name = String.format("%020d", start);
        try (Stream<Path> files = Files.walk(chains)) {
            return files.filter(file -> file.toString().contains("/" + folder + "/" + name))
                    .toList();
        }
    }

    @Override
    public Path copy(String dataset) {
        return root;
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, content);
    }

    @Override
    public void archive(String name) throws IOException {
        Path target = root.resolve("_archive").resolve(name);
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.move(root.resolve(name), target);
    }

    @Override
    public void close() {}
}
