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

    /** Before a row is written that another file must take. */
    Optional<RollReason> whenNotFor(RowReader.Read next, long hour, OpenFile file) {
        if (hour > file.hour()) {
            return Optional.of(RollReason.HOUR);
        }
        boolean fits = file.file().layout() == next.layout()
                && file.definitionVersion().equals(next.row().lineage().definitionVersion());
        return fits ? Optional.empty() : Optional.of(RollReason.DEFINITION);
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
