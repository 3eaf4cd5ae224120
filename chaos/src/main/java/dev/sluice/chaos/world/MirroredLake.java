package dev.sluice.chaos.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A lake on a server, with a local copy of what was read from it: nothing that is copied ever changes there. */
abstract class MirroredLake implements Lake {

    private final Path mirror;

    MirroredLake(Path mirror) {
        this.mirror = mirror;
    }

    /** The names of all files below a folder; empty when there is no such folder. */
    abstract List<String> list(String folder) throws IOException;

    /** Reads a file into a local one; false when it has gone. */
    abstract boolean read(String name, Path into) throws IOException;

    abstract void move(String name, String target) throws IOException;

    @Override
    public Set<String> visible(String dataset) throws IOException {
        return list(dataset).stream().filter(name -> name.endsWith(".parquet")).collect(Collectors.toSet());
    }

    @Override
    public Optional<Path> fetch(String name) throws IOException {
        Path local = mirror.resolve(name);
        if (Files.exists(local)) {
            return Optional.of(local);
        }
        Files.createDirectories(Objects.requireNonNull(local.getParent()));
        Path aside = Files.createDirectories(mirror.resolve("_aside")).resolve(UUID.randomUUID() + ".part");
        if (!read(name, aside)) {
            return Optional.empty();
        }
        Files.move(aside, local, StandardCopyOption.ATOMIC_MOVE);
        return Optional.of(local);
    }

    @Override
    public List<Path> records(String dataset, int partition, long start) throws IOException {
        String wanted = String.format("/p=%05d/%020d", partition, start);
        var records = new ArrayList<Path>();
        for (String name : list("_commits/" + dataset)) {
            if (name.contains(wanted)) {
                fetch(name).ifPresent(records::add);
            }
        }
        return records;
    }

    @Override
    public Path copy(String dataset) throws IOException {
        for (String folder : List.of(dataset, "_archive/" + dataset, "_commits/" + dataset)) {
            Set<String> there = Set.copyOf(list(folder));
            for (String name : there) {
                if (!name.endsWith("_checkpoint.json")) {
                    fetch(name);
                }
            }
            forgetAllBut(there, folder);
        }
        return mirror;
    }

    private void forgetAllBut(Set<String> there, String folder) throws IOException {
        if (!Files.isDirectory(mirror.resolve(folder))) {
            return;
        }
        try (var files = Files.walk(mirror.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!there.contains(mirror.relativize(file).toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void archive(String name) throws IOException {
        move(name, "_archive/" + name);
    }
}
