package dev.sluice.service.topology;

import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param create whether the service creates missing topics (never the input), or reports them */
public record TopicsSettings(@DefaultValue("true") boolean create) {}
