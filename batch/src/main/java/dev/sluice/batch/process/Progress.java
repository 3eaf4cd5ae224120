package dev.sluice.batch.process;

/** Told at the start of each stage, in a few words for a person. */
@FunctionalInterface
public interface Progress {

    void stage(String what);
}
