package dev.sluice.batch.process;

import java.io.IOException;

/** Told at the start of each stage, in a few words for a person. What it throws ends the run before that stage. */
@FunctionalInterface
public interface Progress {

    void stage(String what) throws IOException;
}
