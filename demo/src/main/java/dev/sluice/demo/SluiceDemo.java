package dev.sluice.demo;

import dev.sluice.demo.produce.ProduceCommand;
import dev.sluice.record.commandline.CommandRunner;
import java.util.Arrays;

/** What the launcher starts for {@code sluice demo} and {@code sluice produce}. */
public final class SluiceDemo {

    private SluiceDemo() {}

    /** Takes the command, then its options. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        String command = args.length == 0 ? "" : args[0];
        String[] options = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        return switch (command) {
            case "demo" -> CommandRunner.run(new DemoCommand(), "sluice demo", options);
            case "produce" -> CommandRunner.run(new ProduceCommand(), "sluice produce", options);
            default -> {
                System.err.println("Invalid command: " + command + ", expected demo or produce");
                yield 2;
            }
        };
    }
}
