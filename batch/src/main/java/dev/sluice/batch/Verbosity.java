package dev.sluice.batch;

import dev.sluice.record.commandline.CommonOptions;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** What {@code --verbose} means for Spark, which is quiet otherwise. */
final class Verbosity {

    private Verbosity() {}

    static void apply(CommonOptions common) {
        if (common.isVerbose()) {
            Configurator.setRootLevel(Level.INFO);
            Configurator.setLevel("org.apache.spark", Level.INFO);
        }
    }
}
