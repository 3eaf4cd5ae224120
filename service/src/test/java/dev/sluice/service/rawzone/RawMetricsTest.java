package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class RawMetricsTest {

    @Test
    void haveTheNamesThatAlertsAreWrittenFor() {
        var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var metrics = new RawMetrics(prometheus);
        metrics.watchOldestUnflushedAge(() -> 7);
        metrics.lag(12);
        metrics.openTransactionMillis(3_500);

        assertThat(prometheus.scrape())
                .contains(
                        "sluice_sink_oldest_unflushed_age_seconds 7.0",
                        "sluice_raw_lag 12.0",
                        "sluice_raw_open_transaction_age_seconds 3.5",
                        "sluice_raw_retries_total 0.0",
                        "sluice_raw_commit_conflicts_total 0.0");
    }
}
