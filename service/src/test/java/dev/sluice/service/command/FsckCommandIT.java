package dev.sluice.service.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.service.rawzone.FakeKafka;
import dev.sluice.service.rawzone.Writer;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.StorageLocation;
import dev.sluice.service.rawzone.storage.StorageServers;
import dev.sluice.testservers.S3Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code fsck} may not do, on a real S3 server. */
class FsckCommandIT {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private StorageLocation place;

    @BeforeEach
    void write() throws IOException {
        place = StorageServers.newBucket();
        try (RawStorage storage = StorageServers.open(place)) {
            new Writer(directory, storage, new FakeKafka(), 10).run();
        }
    }

    @Test
    void namesWrongCredentials() {
        System.setProperty("aws.secretAccessKey", "wrong");
        try {
            assertThatThrownBy(() -> fsck((location, settings) -> StorageServers.open(place)))
                    .isInstanceOf(UserErrorException.class)
                    .hasMessageContaining("in " + place + ": SignatureDoesNotMatch")
                    .hasMessageContaining("correct the credentials that the environment gives to this process")
                    .hasMessageNotContaining("\n");
        } finally {
            System.setProperty("aws.secretAccessKey", S3Server.SECRET_KEY);
        }
    }

    @Test
    void checksWhatItMayOnlyReadAndSaysThatItCannotRepairIt() throws IOException {
        try (RawStorage storage = StorageServers.open(place)) {
            Path local = Files.writeString(directory.resolve("local"), "rows");
            storage.prepare(
                    local, "things/ingest_date=1970-01-01/ingest_hour=00/things.rows-0-6-12-0123456789abcdef.parquet");
        }
        try (S3Server readOnly = StorageServers.s3().startReadOnly(directory)) {
            RawZones zones = (location, settings) -> StorageServers.open(place, readOnly.endpoint());

            assertThat(fsck(zones)).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("leftover-staged");

            assertThatThrownBy(() -> fsck(zones, "--repair"))
                    .isInstanceOf(UserErrorException.class)
                    .hasMessageContaining("in " + place)
                    .hasMessageNotContaining("\n");
        }
    }

    private int fsck(RawZones zones, String... options) {
        String[] arguments = Arrays.copyOf(options, options.length + 2);
        arguments[options.length] = "--raw";
        arguments[options.length + 1] = place.toString();
        var command = new FsckCommand(zones, out);
        new CommandLine(command).parseArgs(arguments);
        return command.call();
    }
}
