package dev.sluice.chaos.world;

import dev.sluice.testservers.HdfsServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A RAW zone in an HDFS of its own. */
public final class HdfsLake extends MirroredLake {

    private static final String ROOT = "/raw";

    private final HdfsServer server;
    private final FileSystem files;

    /** Starts the server. */
    public HdfsLake(java.nio.file.Path folder) throws IOException {
        super(Files.createDirectories(folder.resolve("mirror")));
        this.server = HdfsServer.start(folder.resolve("hdfs"));
        var conf = new Configuration();
        server.conf().forEach(conf::set);
        this.files = FileSystem.newInstance(server.uri(), conf);
    }

    @Override
    public String location() {
        return server.uri() + ROOT;
    }

    @Override
    public Map<String, String> settings() {
        return server.conf().entrySet().stream()
                .collect(Collectors.toMap(entry -> "sluice.raw.hdfs.conf." + entry.getKey(), Map.Entry::getValue));
    }

    @Override
    public Map<String, String> properties() {
        return Map.of();
    }

    @Override
    List<String> list(String folder) throws IOException {
        var names = new ArrayList<String>();
        try {
            var found = files.listFiles(new Path(ROOT, folder), true);
            while (found.hasNext()) {
                names.add(found.next().getPath().toUri().getPath().substring(ROOT.length() + 1));
            }
        } catch (FileNotFoundException nothingYet) {
            return names;
        }
        return names;
    }

    @Override
    boolean read(String name, java.nio.file.Path into) throws IOException {
        try (var in = files.open(new Path(ROOT, name))) {
            Files.copy(in, into);
            return true;
        } catch (FileNotFoundException gone) {
            return false;
        }
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        try (var out = files.create(new Path(ROOT, name))) {
            out.write(content);
        }
    }

    @Override
    void move(String name, String target) throws IOException {
        var to = new Path(ROOT, target);
        files.mkdirs(to.getParent());
        if (!files.rename(new Path(ROOT, name), to)) {
            throw new IOException("Cannot move " + name + " to " + target);
        }
    }

    @Override
    public Optional<Server> server() {
        return Optional.of(new Server() {
            @Override
            public void kill() {
                server.kill();
            }

            @Override
            public void start() throws IOException {
                server.start();
            }
        });
    }

    @Override
    public void close() throws IOException {
        files.close();
        server.close();
    }
}
