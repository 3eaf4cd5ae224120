package dev.sluice.service.rawzone.parquet;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/** A local file that tells how much of it has been written, so that the rest is known to be in memory. */
final class TrackedOutputFile implements OutputFile {

    private final LocalOutputFile file;
    private @Nullable PositionOutputStream out;

    TrackedOutputFile(Path path) {
        this.file = new LocalOutputFile(path);
    }

    long written() throws IOException {
        return out == null ? 0 : out.getPos();
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
        out = file.create(blockSizeHint);
        return out;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        out = file.createOrOverwrite(blockSizeHint);
        return out;
    }

    @Override
    public boolean supportsBlockSize() {
        return file.supportsBlockSize();
    }

    @Override
    public long defaultBlockSize() {
        return file.defaultBlockSize();
    }

    @Override
    public String getPath() {
        return file.getPath();
    }
}
