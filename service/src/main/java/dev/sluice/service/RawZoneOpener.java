package dev.sluice.service;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawStorages;
import dev.sluice.service.rawzone.storage.RawZoneException;
import dev.sluice.service.rawzone.storage.StorageLocation;
import dev.sluice.service.rawzone.storage.StorageSettings;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Opens a RAW zone for a command, with the same settings of the environment as the service has. */
final class RawZoneOpener {

    private static final String PREFIX = "sluice.raw";

    private RawZoneOpener() {}

    static RawStorage open(String location, Map<String, String> settings) {
        for (String key : settings.keySet()) {
            if (!key.startsWith(PREFIX + ".")) {
                throw new WrongUseException("Invalid --set: " + key + ", expected a setting below " + PREFIX);
            }
        }
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("command line", new HashMap<>(settings)));
        try {
            StorageSettings storage = Binder.get(environment).bindOrCreate(PREFIX, StorageSettings.class);
            return RawStorages.open(StorageLocation.of(location), storage);
        } catch (BindException invalid) {
            throw new WrongUseException(SettingsReader.sentence(invalid), invalid);
        } catch (IllegalArgumentException invalid) {
            throw new WrongUseException(String.valueOf(invalid.getMessage()), invalid);
        } catch (RawZoneException unusable) {
            throw new UserErrorException(String.valueOf(unusable.getMessage()), unusable);
        }
    }
}
