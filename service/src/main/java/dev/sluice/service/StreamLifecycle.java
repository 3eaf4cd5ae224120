package dev.sluice.service;

import dev.sluice.service.rows.DefinitionsTopic;
import dev.sluice.service.topology.PipelineStream;
import org.apache.avro.Schema;
import org.springframework.context.SmartLifecycle;

/** Starts the stream with the application, after the sink, and stops it before the sink. */
final class StreamLifecycle implements SmartLifecycle {

    static final int PHASE = 200;

    private final PipelineStream stream;
    private final DefinitionsTopic definitions;
    private final Schema rowSchema;
    private volatile boolean running;

    StreamLifecycle(PipelineStream stream, DefinitionsTopic definitions, Schema rowSchema) {
        this.stream = stream;
        this.definitions = definitions;
        this.rowSchema = rowSchema;
    }

    @Override
    public void start() {
        definitions.publish(rowSchema);
        stream.start();
        running = true;
    }

    @Override
    public void stop() {
        stream.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
