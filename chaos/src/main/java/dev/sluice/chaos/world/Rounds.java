package dev.sluice.chaos.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks a question again and again beside everything else, with a pause before each time, until it is closed. */
public final class Rounds implements AutoCloseable {

    private final Duration pause;
    private final Question question;
    private final List<String> problems = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    /** What is asked. */
    public interface Question {
        /** @return problems, none when all is well */
        List<String> ask() throws Exception;
    }

    /** Begins at once. A question that fails is a problem, and the last. */
    public Rounds(String name, Duration pause, Question question) {
        this.pause = pause;
        this.question = question;
        this.thread = new Thread(this::loop, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void loop() {
        try {
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                problems.addAll(question.ask());
            }
        } catch (Exception failure) {
            problems.add(thread.getName() + " gave up: " + failure);
        }
    }

    /** Complete once closed. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Waits for a question that is under way. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
