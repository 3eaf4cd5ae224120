package dev.sluice.service;

import org.jspecify.annotations.Nullable;

/** @param topic of the XML messages; {@code <dataset>.xml} when not set */
record InputSettings(@Nullable String topic) {}
