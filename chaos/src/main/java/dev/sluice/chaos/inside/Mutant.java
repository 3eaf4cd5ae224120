package dev.sluice.chaos.inside;

import dev.sluice.service.rawzone.storage.Prepared;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A mistake that somebody could make in the protocol. With one planted, a suite that still passes proves nothing. */
public enum Mutant {
    /** Whoever created the record, the answer is taken for a yes. */
    CREATE_RESULT_IGNORED {
        @Override
        @Nullable
        Object call(RawStorage storage, Method method, Object[] arguments) throws Throwable {
            Object result = FaultyCalls.call(storage, method, arguments);
            boolean commits = Step.of(method.getName(), arguments).equals(Optional.of(Step.COMMIT));
            return commits ? Boolean.valueOf(true) : result;
        }
    },

    /** Whether or not the file got its name, the writer goes on. */
    RENAME_RESULT_IGNORED {
        @Override
        @Nullable
        Object call(RawStorage storage, Method method, Object[] arguments) throws Throwable {
            try {
                return FaultyCalls.call(storage, method, arguments);
            } catch (IOException | RawZoneException failure) {
                if (method.getName().equals("publish")) {
                    return null;
                }
                throw failure;
            }
        }
    },

    /** A new owner takes all that is staged for left over. */
    STAGING_DELETED_ON_ASSIGNMENT {
        @Override
        @Nullable
        Object call(RawStorage storage, Method method, Object[] arguments) throws Throwable {
            Object result = FaultyCalls.call(storage, method, arguments);
            if (!method.getName().equals("prepared")) {
                return result;
            }
            for (Object prepared : (List<?>) Objects.requireNonNull(result)) {
                storage.discard((Prepared) prepared);
            }
            return List.of();
        }
    };

    InvocationHandler over(RawStorage storage) {
        return (proxy, method, arguments) -> call(storage, method, arguments == null ? new Object[0] : arguments);
    }

    abstract @Nullable Object call(RawStorage storage, Method method, Object[] arguments) throws Throwable;
}
