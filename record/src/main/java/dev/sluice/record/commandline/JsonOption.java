package dev.sluice.record.commandline;

import picocli.CommandLine.Option;

/** A picocli mixin for commands that can answer a program as well as a person. */
public final class JsonOption {

    @Option(names = "--json", description = "Write JSON, one object per line, instead of text.")
    private boolean json;

    public boolean isJson() {
        return json;
    }
}
