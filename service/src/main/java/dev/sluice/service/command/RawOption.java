package dev.sluice.service.command;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** A picocli mixin for commands that look into a RAW zone. */
final class RawOption {

    @Option(
            names = "--raw",
            required = true,
            paramLabel = "LOCATION",
            description = "The RAW zone: a path, hdfs://host:port/path or s3://bucket/prefix.")
    private String location = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the storage, such as sluice.raw.s3.region=eu-central-1; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    String location() {
        return location;
    }

    Map<String, String> settings() {
        return settings;
    }
}
