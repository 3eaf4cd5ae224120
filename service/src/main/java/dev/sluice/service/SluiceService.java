package dev.sluice.service;

import dev.sluice.record.commandline.CommandRunner;
import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.service.command.DiffCommand;
import dev.sluice.service.command.DlqCommand;
import dev.sluice.service.command.ExplainCommand;
import dev.sluice.service.command.FsckCommand;
import dev.sluice.service.command.InferCommand;
import dev.sluice.service.command.OffsetsCommand;
import dev.sluice.service.command.ReplayCommand;
import dev.sluice.service.command.RunCommand;
import dev.sluice.service.command.VerifyCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** The command line of the service. */
public final class SluiceService {

    private static final Logger log = LoggerFactory.getLogger(SluiceService.class);

    private SluiceService() {}

    public static void main(String[] args) {
        CommandSpec commands = CommandSpec.forAnnotatedObject(new Commands())
                .addMixin("options", CommandSpec.forAnnotatedObject(new CommonOptions()))
                .addSubcommand("run", new CommandLine(new RunCommand(SluiceService::run)))
                .addSubcommand("explain", new CommandLine(new ExplainCommand(System.out)))
                .addSubcommand("replay", new CommandLine(new ReplayCommand(System.out)))
                .addSubcommand("diff", new CommandLine(new DiffCommand(System.out)))
                .addSubcommand("dlq", DlqCommand.with(System.out))
                .addSubcommand("fsck", new CommandLine(new FsckCommand(RawZoneOpener::open, System.out)))
                .addSubcommand("offsets", OffsetsCommand.with(RawZoneOpener::open, System.out))
                .addSubcommand("verify", new CommandLine(new VerifyCommand(RawZoneOpener::open, System.out)))
                .addSubcommand("infer", new CommandLine(new InferCommand(System.in, System.out)));
        System.exit(CommandRunner.run(commands, "sluice", args));
    }

    @Command(
            description = "From XML messages in Kafka to validated, deduplicated rows.",
            synopsisSubcommandLabel = "COMMAND")
    private static final class Commands {}

    /** Runs until a signal stops the process, or until something happens that it cannot go on after. */
    static int run(String[] settings) {
        try {
            return runUntilStopped(settings);
        } catch (RuntimeException failure) {
            if (!LogFormat.isJson()) {
                throw failure;
            }
            return inJson(failure);
        }
    }

    /** What ends the process is told where everything else is. */
    private static int inJson(RuntimeException failure) {
        if (failure instanceof UserErrorException) {
            log.error("{}", failure.getMessage());
        } else {
            log.error("Cannot finish sluice run: {}", failure.toString(), failure);
        }
        return failure instanceof WrongUseException ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    private static int runUntilStopped(String[] settings) {
        SpringApplication application = new SpringApplication(SluiceConfiguration.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.addListeners(new LogFormat());
        application.addInitializers(new Preflight());
        try (ConfigurableApplicationContext context = start(application, settings)) {
            Throwable failure = context.getBean(FatalErrors.class).await();
            if (failure instanceof UserErrorException forThePerson) {
                throw forThePerson;
            }
            throw new UserErrorException("Cannot go on: the stream stopped, see the error above", failure);
        }
    }

    /** What a person can put right is told to them as it is, however deep Spring has wrapped it. */
    private static ConfigurableApplicationContext start(SpringApplication application, String[] settings) {
        try {
            return application.run(settings);
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof UserErrorException forThePerson) {
                    throw forThePerson;
                }
            }
            throw e;
        }
    }
}
