package dev.sluice.chaos.inside;

import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Calls of a storage, some of which a fault happens to. Thread-safe. */
final class FaultyCalls implements InvocationHandler {

    private static final long SLOW_MILLIS = 1_500;
    private static final long POLL_MILLIS = 5;
    private static final Object[] NONE = {};

    private final RawStorage storage;
    private final List<Fault> faults;
    private final Path control;
    private final Map<Step, AtomicInteger> calls = new EnumMap<>(Step.class);

    FaultyCalls(RawStorage storage, List<Fault> faults, Path control) {
        this.storage = storage;
        this.faults = faults;
        this.control = control;
        for (Step step : Step.values()) {
            calls.put(step, new AtomicInteger());
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) throws Throwable {
        Object[] arguments = given == null ? NONE : given;
        Optional<Step> step = Step.of(method.getName(), arguments);
        if (step.isEmpty()) {
            return call(storage, method, arguments);
        }
        AtomicInteger count = calls.get(step.get());
        int call = count == null ? 0 : count.incrementAndGet();
        happen(step.get(), Fault.Side.BEFORE, call);
        Object result = call(storage, method, arguments);
        happen(step.get(), Fault.Side.AFTER, call);
        return result;
    }

    static @Nullable Object call(RawStorage storage, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(storage, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    private void happen(Step step, Fault.Side side, int call) throws IOException {
        for (Fault fault : faults) {
            if (fault.concerns(step, side, call)) {
                mark(fault);
                happen(fault);
            }
        }
    }

    private void mark(Fault fault) throws IOException {
        try {
            Files.createFile(control.resolve(fault.marker()));
        } catch (FileAlreadyExistsException earlierCall) {
            return;
        }
    }

    private void happen(Fault fault) throws IOException {
        switch (fault.action()) {
            case HOLD -> hold(control.resolve(fault.release()));
            case FAIL -> throw new IOException("timed out (" + fault + ")");
            case BUSY -> throw new IOException("503 Slow Down (" + fault + ")");
            case FULL -> throw new IOException("No space left on device (" + fault + ")");
            case SLOW -> sleep(SLOW_MILLIS);
        }
    }

    private static void hold(Path release) throws IOException {
        while (!Files.exists(release)) {
            sleep(POLL_MILLIS);
        }
    }

    private static void sleep(long millis) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
