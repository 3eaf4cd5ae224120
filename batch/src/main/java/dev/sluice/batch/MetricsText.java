package dev.sluice.batch;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Gauges of one dataset in Prometheus' text format. */
final class MetricsText {

    private final String dataset;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> named = new LinkedHashSet<>();

    MetricsText(String dataset) {
        this.dataset = dataset;
    }

    MetricsText gauge(String name, String help, Number value) {
        return sample(name, help, "", value);
    }

    /** One of several samples that a label tells apart, one after the other. */
    MetricsText gauge(String name, String help, String label, String labelValue, Number value) {
        return sample(name, help, "," + label + "=\"" + labelValue + "\"", value);
    }

    private MetricsText sample(String name, String help, String labels, Number value) {
        if (named.add(name)) {
            text.append(String.format("# HELP %s %s%n# TYPE %s gauge%n", name, help, name));
        }
        // A definition's dataset name needs no escaping.
        text.append(String.format(Locale.ROOT, "%s{dataset=\"%s\"%s} %s%n", name, dataset, labels, value));
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
