package dev.sluice.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * CPU time of each stage as a multiple of the parser's alone. The stages take turns in one process, and each round
 * gives one ratio, so that what else runs on the machine falls on all of them; prints the median and the range.
 */
final class Ratios {

    private static final int WARM_UP_ROUNDS = 8;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Workload workload = new Workload();
    private final Map<String, ToLongFunction<byte[]>> stages = new LinkedHashMap<>();
    private long sum;

    private Ratios() {
        Stages all = new Stages();
        stages.put("walk", all::walk);
        stages.put("walk, all names, attributes and text read", all::read);
        stages.put("scan", all::scan);
        stages.put("decode", all::decode);
        stages.put("decode, validate", all::decodeAndValidate);
        stages.put("decode, validate, encode", all::decodeValidateAndEncode);
    }

    /** @param args the number of rounds; 15 without */
    public static void main(String[] args) {
        new Ratios().run(args.length == 0 ? 15 : Integer.parseInt(args[0]));
    }

    private void run(int rounds) {
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            stages.values().forEach(this::cost);
        }
        Cost[][] costs = new Cost[stages.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            int stage = 0;
            for (ToLongFunction<byte[]> work : stages.values()) {
                costs[stage++][round] = cost(work);
            }
        }
        System.out.printf(
                "JDK %s, %d messages of %d bytes, %d rows, %d rounds (checksum %x)%n",
                Runtime.version(),
                workload.messages(),
                workload.bytes() / workload.messages(),
                workload.rows(),
                rounds,
                sum);
        System.out.println("| stage | ns a message | to the walk | range | bytes allocated a row |");
        System.out.println("|---|---|---|---|---|");
        int stage = 0;
        for (String name : stages.keySet()) {
            Cost[] own = costs[stage++];
            double[] ratios = new double[rounds];
            Arrays.setAll(ratios, round -> (double) own[round].nanos() / costs[0][round].nanos());
            Arrays.sort(ratios);
            long[] nanos = Arrays.stream(own).mapToLong(Cost::nanos).sorted().toArray();
            System.out.printf(
                    "| %s | %d | %.2f | %.2f-%.2f | %d |%n",
                    name,
                    nanos[rounds / 2] / workload.messages(),
                    ratios[rounds / 2],
                    ratios[0],
                    ratios[rounds - 1],
                    own[rounds / 2].bytes() / workload.rows());
        }
    }

    private Cost cost(ToLongFunction<byte[]> work) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < 5 * workload.messages(); i++) {
            sum += work.applyAsLong(workload.next());
        }
        return new Cost(
                (THREADS.getCurrentThreadCpuTime() - nanos) / 5,
                (THREADS.getCurrentThreadAllocatedBytes() - bytes) / 5);
    }

    private record Cost(long nanos, long bytes) {}
}
