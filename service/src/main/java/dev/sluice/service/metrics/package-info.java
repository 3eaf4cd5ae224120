/**
 * The service's own counters, by name, for Prometheus. They count work done since the process started, retried
 * work included; the exact totals are the audit's.
 */
@NullMarked
package dev.sluice.service.metrics;

import org.jspecify.annotations.NullMarked;
