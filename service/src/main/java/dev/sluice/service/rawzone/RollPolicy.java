package dev.sluice.service.rawzone;

import java.util.Optional;

/** When a file is closed. */
final class RollPolicy {

    /** A file's size is the sum over its columns, too much to ask after each row. */
    private static final int ROWS_PER_SIZE_CHECK = 64;

    private final RawSettings settings;

    RollPolicy(RawSettings settings) {
        this.settings = settings;
    }

    /** After a row was written. */
    Optional<RollReason> whenFull(OpenFile file) {
        if (file.rows() >= settings.rollRows()) {
            return Optional.of(RollReason.ROWS);
        }
        return file.rows() % ROWS_PER_SIZE_CHECK == 0 && file.bytes() >= settings.rollBytes()
                ? Optional.of(RollReason.BYTES)
                : Optional.empty();
    }

    /** Time alone has passed. */
    Optional<RollReason> whenDue(OpenFile file, long nowMillis) {
        if (nowMillis - file.lastRowAtMillis() >= settings.rollIdle().toMillis()) {
            return Optional.of(RollReason.IDLE);
        }
        return nowMillis - file.openedAtMillis() >= settings.rollAge().toMillis()
                ? Optional.of(RollReason.AGE)
                : Optional.empty();
    }
}
