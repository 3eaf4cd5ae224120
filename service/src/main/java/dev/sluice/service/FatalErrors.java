package dev.sluice.service;

import java.util.concurrent.CompletableFuture;

/** The first failure that the process cannot go on after. Thread-safe. */
final class FatalErrors {

    private final CompletableFuture<Throwable> first = new CompletableFuture<>();

    void report(Throwable failure) {
        first.complete(failure);
    }

    /** Blocks until there is one. */
    Throwable await() {
        return first.join();
    }
}
