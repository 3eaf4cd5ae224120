package dev.sluice.chaos.inside;

import java.util.Optional;
import java.util.regex.Pattern;

/** The steps of the commit log protocol as the storage port shows them. */
public enum Step {
    GENESIS,
    PREPARE,
    COMMIT,
    PUBLISH;

    private static final Pattern RECORD = Pattern.compile("_commits/.*/\\d{20}[^/]*\\.json");

    /** Of a call of the port, where it is one of these steps. */
    static Optional<Step> of(String method, Object[] arguments) {
        return switch (method) {
            case "prepare" -> Optional.of(PREPARE);
            case "publish" -> Optional.of(PUBLISH);
            case "createIfAbsent" -> created(String.valueOf(arguments[0]));
            default -> Optional.empty();
        };
    }

    private static Optional<Step> created(String name) {
        if (name.endsWith("/genesis.json")) {
            return Optional.of(GENESIS);
        }
        return RECORD.matcher(name).matches() ? Optional.of(COMMIT) : Optional.empty();
    }
}
