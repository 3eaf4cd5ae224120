package dev.sluice.service.topology;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A page of the stream's contract: each test gets a topology of its own. */
abstract class PipelineContract {

    @TempDir
    Path stateDir;

    TestPipeline pipeline;

    @BeforeEach
    void startPipeline() {
        pipeline = new TestPipeline(stateDir);
    }

    @AfterEach
    void stopPipeline() {
        pipeline.close();
    }
}
