package dev.sluice.service.protection;

/** Holds the input back. Both calls are cheap, may be repeated, and come from any thread. */
public interface InputValve {

    /** No further messages are taken, soon; membership of the group and the open transaction are kept. */
    void pause();

    void resume();
}
