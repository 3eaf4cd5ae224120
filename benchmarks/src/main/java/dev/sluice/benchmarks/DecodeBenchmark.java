package dev.sluice.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time for one message. On a shared machine prefer {@link Ratios}, which takes turns in one process. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DecodeBenchmark {

    private final Workload workload = new Workload();
    private final Stages stages = new Stages();

    @Benchmark
    public long walk() {
        return stages.walk(workload.next());
    }

    @Benchmark
    public long read() {
        return stages.read(workload.next());
    }

    @Benchmark
    public long scan() {
        return stages.scan(workload.next());
    }

    @Benchmark
    public long decode() {
        return stages.decode(workload.next());
    }

    @Benchmark
    public long decodeAndValidate() {
        return stages.decodeAndValidate(workload.next());
    }

    @Benchmark
    public long decodeValidateAndEncode() {
        return stages.decodeValidateAndEncode(workload.next());
    }
}
