package dev.sluice.record.commandline;

import picocli.CommandLine.Option;

/** A picocli mixin: the options that every command has. */
public final class CommonOptions {

    static final String VERBOSE = "--verbose";

    @Option(names = VERBOSE, description = "Say more; show the stack trace of an error.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    public boolean isVerbose() {
        return verbose;
    }

    boolean isHelp() {
        return help;
    }
}
