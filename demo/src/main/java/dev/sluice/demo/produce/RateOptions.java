package dev.sluice.demo.produce;

import dev.sluice.demo.books.Rates;
import dev.sluice.record.commandline.WrongUseException;
import picocli.CommandLine.Option;

/** A picocli mixin: how much of what is generated is unusual. */
public final class RateOptions {

    @Option(
            names = "--duplicates",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            description = "Share of the records that are sent again (${DEFAULT-VALUE}).")
    private double duplicates;

    @Option(
            names = "--malformed",
            paramLabel = "SHARE",
            defaultValue = "0.005",
            description = "Share of the messages that are no good XML (${DEFAULT-VALUE}).")
    private double malformed;

    @Option(
            names = "--invalid",
            paramLabel = "SHARE",
            defaultValue = "0.005",
            description = "Share of the records that break a rule (${DEFAULT-VALUE}).")
    private double invalid;

    @Option(
            names = "--late",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "Share of the records whose event is days old (${DEFAULT-VALUE}).")
    private double late;

    public Rates rates() {
        try {
            return new Rates(duplicates, malformed, invalid, late);
        } catch (IllegalArgumentException invalidRate) {
            throw new WrongUseException(String.valueOf(invalidRate.getMessage()), invalidRate);
        }
    }
}
