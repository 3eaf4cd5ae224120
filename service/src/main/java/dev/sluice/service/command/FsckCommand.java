package dev.sluice.service.command;

import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.terminal.Progress;
import dev.sluice.service.rawzone.fsck.Depth;
import dev.sluice.service.rawzone.fsck.Repair;
import dev.sluice.service.rawzone.fsck.ZoneCheck;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice fsck}: is the RAW zone as the commit log says? */
@Command(
        name = "fsck",
        description = {
            "Check the RAW zone: every chain of its commit log, and every file against the record that brings it.",
            "Changes nothing unless asked to. May run while the service does. Exit code 0 when the zone is",
            "clean, 1 when something was found that does harm and is not repaired; docs/fsck.md says what to do."
        },
        footer = {
            "",
            "Examples:",
            "  ./sluice fsck --raw /data/raw",
            "  ./sluice fsck --raw /data/raw --dataset books --quick --json",
            "  ./sluice fsck --raw /data/raw --deep --repair"
        })
public final class FsckCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli answers --help and --verbose by it
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Mixin
    private final RawOption raw = new RawOption();

    @Mixin
    private final DatasetOption dataset = new DatasetOption();

    @ArgGroup
    private final DepthOption depth = new DepthOption();

    @Option(
            names = "--repair",
            description = {
                "Finish what writers began: publish files that a record names, and remove staged files",
                "that no record can name any more. Nothing that a reader sees is changed or removed."
            })
    private boolean repair;

    private static final class DepthOption {
        @Option(names = "--quick", description = "Compare lengths only; read no data file.")
        private boolean quick;

        @Option(names = "--deep", description = "Read the rows of each file as well, not only its checksum.")
        private boolean deep;
    }

    private final RawZones zones;
    private final PrintStream out;

    /**
     * @param zones opens the RAW zone
     * @param out gets UTF-8, whatever the terminal's locale says
     */
    public FsckCommand(RawZones zones, OutputStream out) {
        this.zones = zones;
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() {
        if (repair && depth.quick) {
            throw new WrongUseException(
                    "Invalid --repair with --quick: only checksums prove that a staged file is not needed");
        }
        Progress progress = Progress.onStandardError();
        FsckReport report = json.isJson() ? new FsckJson(out, progress) : new FsckText(out, progress);
        try (RawStorage storage = zones.open(raw.location(), raw.settings());
                var check = new ZoneCheck(storage, depth(), repair ? Repair.FINISH : Repair.DRY, report)) {
            check(check, report);
            report.end();
        } catch (AccessDeniedException denied) {
            throw new UserErrorException(
                    "Cannot check " + raw.location() + ": no permission for " + denied.getMessage(), denied);
        } catch (IOException failure) {
            throw new UserErrorException("Cannot check " + raw.location() + ": " + failure, failure);
        } catch (RawZoneException unusable) {
            throw new UserErrorException(String.valueOf(unusable.getMessage()), unusable);
        } finally {
            progress.closeLine();
            out.flush();
        }
        return report.isClean() ? 0 : 1;
    }

    private void check(ZoneCheck check, FsckReport report) throws IOException {
        Set<String> datasets = check.datasets();
        if (datasets.isEmpty()) {
            throw new WrongUseException("Cannot check " + raw.location() + ": it holds neither a commit log ("
                    + CommitLogPaths.COMMITS + ") nor data; is --raw right?");
        }
        String wanted = dataset.name();
        if (wanted == null) {
            check.checkRoot();
        } else if (datasets.contains(wanted)) {
            datasets = Set.of(wanted);
        } else {
            throw new WrongUseException("Cannot check dataset " + wanted + " in " + raw.location()
                    + ": it has neither a commit log nor data there, but " + String.join(", ", datasets) + " has");
        }
        for (String each : datasets) {
            report.begin(each);
            check.check(each);
        }
    }

    private Depth depth() {
        return depth.quick ? Depth.LENGTHS : depth.deep ? Depth.ROWS : Depth.CHECKSUMS;
    }
}
