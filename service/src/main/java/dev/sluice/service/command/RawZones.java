package dev.sluice.service.command;

import dev.sluice.service.rawzone.storage.RawStorage;
import java.util.Map;

/** Opens RAW zones for commands. */
@FunctionalInterface
public interface RawZones {

    /**
     * @param location as {@code --raw} says
     * @param settings that win over those of the environment, by their full keys
     * @return to be closed by the caller
     * @throws dev.sluice.record.commandline.UserErrorException with one line when there is no such storage
     */
    RawStorage open(String location, Map<String, String> settings);
}
