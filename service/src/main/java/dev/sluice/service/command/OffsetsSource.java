package dev.sluice.service.command;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.service.rawzone.RowsTopic;
import dev.sluice.service.rawzone.offsets.Offsets;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import java.io.IOException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import picocli.CommandLine.Mixin;

/** A picocli mixin for commands that need RAW zone and Kafka, and turns what goes wrong with them into one line. */
final class OffsetsSource {

    @Mixin
    private final RawOption raw = new RawOption();

    @Mixin
    private final KafkaOption kafka = new KafkaOption();

    @Mixin
    private final DatasetOption dataset = new DatasetOption();

    interface Use {
        void of(RowsTopic rows, Offsets offsets) throws IOException;
    }

    void use(RawZones zones, Use use) {
        String name = dataset.name();
        if (name == null) {
            throw new WrongUseException("Missing --dataset, expected its name (or --definition and its file)");
        }
        RowsTopic rows = RowsTopic.of(name, kafka.clients());
        try (RawStorage storage = zones.open(raw.location(), raw.settings());
                Admin admin = kafka.connect()) {
            use.of(rows, new Offsets(admin, storage, rows));
        } catch (UnknownTopicOrPartitionException absent) {
            throw new UserErrorException(
                    "Cannot read the offsets of " + rows.topic() + ": there is no such topic; is --dataset right?",
                    absent);
        } catch (RawZoneException refused) {
            throw new UserErrorException(String.valueOf(refused.getMessage()), refused);
        } catch (IOException | KafkaException failure) {
            throw new UserErrorException("Cannot read the offsets of " + rows.topic() + ": " + failure, failure);
        }
    }
}
