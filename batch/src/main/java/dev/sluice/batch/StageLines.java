package dev.sluice.batch;

import dev.sluice.batch.process.Progress;
import java.io.IOException;

/** One line for each stage of a run with the seconds it took: on a terminal, elsewhere only when asked for. */
final class StageLines implements Progress {

    private final dev.sluice.record.terminal.Progress lines = dev.sluice.record.terminal.Progress.onStandardError();
    private final boolean shown;
    private boolean begun;

    private StageLines(boolean shown) {
        this.shown = shown;
    }

    static StageLines onTerminal() {
        return new StageLines(dev.sluice.record.terminal.Progress.isOnTerminal());
    }

    static StageLines always() {
        return new StageLines(true);
    }

    @Override
    public void stage(String what) throws IOException {
        end();
        if (shown) {
            lines.begin(what);
            begun = true;
        }
    }

    /** The run is over, well or not. */
    void end() {
        if (begun) {
            lines.end("");
            begun = false;
        }
    }
}
