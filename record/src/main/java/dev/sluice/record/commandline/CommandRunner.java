package dev.sluice.record.commandline;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs picocli commands the same way everywhere: 0 done, 1 failed, 2 wrong use; no stack trace unless asked for. */
public final class CommandRunner {

    private static final int USAGE_WIDTH = 100;

    private CommandRunner() {}

    /**
     * @param command annotated for picocli; a {@code Runnable} or {@code Callable<Integer>}
     * @param name as the person typed it, such as {@code sluice run}
     * @return the exit code
     */
    public static int run(Object command, String name, String... args) {
        return commandLine(command, name).execute(args);
    }

    static CommandLine commandLine(Object command, String name) {
        return new CommandLine(command)
                .setCommandName(name)
                .setUsageHelpWidth(USAGE_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(CommandRunner::wrongParameters)
                .setExecutionExceptionHandler(CommandRunner::failed);
    }

    private static int wrongParameters(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        boolean expected = failure instanceof UserErrorException;
        err.println(
                expected
                        ? failure.getMessage()
                        : "Cannot finish " + command.getCommandSpec().qualifiedName() + ": " + failure);
        if (isVerbose(parsed)) {
            failure.printStackTrace(err);
        } else if (!expected) {
            err.println("Run it with " + CommonOptions.VERBOSE + " to see where it happened.");
        }
        err.flush();
        return failure instanceof WrongUseException ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    private static boolean isVerbose(ParseResult parsed) {
        ParseResult innermost = parsed;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        return innermost.hasMatchedOption(CommonOptions.VERBOSE);
    }
}
