package dev.sluice.benchmarks.backlog;

import dev.sluice.record.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What was seen every few seconds from the start of the service on. Not thread-safe. */
final class Samples {

    /** From the first record on, until the JVM has compiled and caches are full. */
    private static final int WARM_SECONDS = 30;

    private static final int MINUTE = 60;

    private final long begin = System.nanoTime();
    private final List<Sample> samples = new ArrayList<>();

    /**
     * @param waiting records that are not decoded
     * @param decoded records, since the start
     * @param rows that came out of dedup, since the start
     * @param unsunk of these rows, not in RAW
     * @param megabytes resident
     */
    record Sample(
            double seconds, long waiting, long decoded, long rows, long unsunk, long megabytes, double cpuSeconds) {}

    double seconds() {
        return (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    /** Records a second, without the first half a minute of work. */
    double perSecond() {
        Sample from = warm();
        return (last().decoded() - from.decoded()) / (last().seconds() - from.seconds());
    }

    /** CPU of the service for a record, likewise: what a machine with other work to do does not blur. */
    double cpuMicros() {
        Sample from = warm();
        return (last().cpuSeconds() - from.cpuSeconds()) * 1e6 / (last().decoded() - from.decoded());
    }

    /** A line a minute. */
    List<String> table() {
        var table = new Table()
                .row(
                        "minute",
                        "RSS MB",
                        "records/s decoded",
                        "rows/s deduplicated",
                        "records waiting",
                        "rows not in RAW");
        for (int minute = 1; (minute - 1) * MINUTE < last().seconds(); minute++) {
            Sample from = at((minute - 1) * MINUTE);
            Sample to = at(minute * MINUTE);
            double seconds = to.seconds() - from.seconds();
            if (seconds > 0) {
                table.row(
                        minute,
                        largestRss(from.seconds(), to.seconds()),
                        perSecond(to.decoded() - from.decoded(), seconds),
                        perSecond(to.rows() - from.rows(), seconds),
                        to.waiting(),
                        to.unsunk());
            }
        }
        return table.lines();
    }

    private long largestRss(double from, double to) {
        return samples.stream()
                .filter(sample -> sample.seconds() >= from && sample.seconds() <= to)
                .mapToLong(Sample::megabytes)
                .max()
                .orElse(0);
    }

    private Sample warm() {
        double first = samples.stream()
                .filter(sample -> sample.decoded() > 0)
                .findFirst()
                .orElseGet(this::last)
                .seconds();
        return at(first + WARM_SECONDS);
    }

    private Sample at(double seconds) {
        return samples.stream()
                .filter(sample -> sample.seconds() >= seconds)
                .findFirst()
                .orElseGet(this::last);
    }

    private Sample last() {
        return samples.get(samples.size() - 1);
    }

    private static long perSecond(long count, double seconds) {
        return seconds <= 0 ? 0 : Math.round(count / seconds);
    }
}
