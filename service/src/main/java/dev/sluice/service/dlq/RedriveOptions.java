package dev.sluice.service.dlq;

import dev.sluice.service.protection.InputRate;

/**
 * @param filter which letters are meant
 * @param limit of letters that are sent
 * @param rate at which they are sent
 * @param maxAttempts letters that failed as often as this stay where they are
 * @param execute whether anything is sent at all
 */
public record RedriveOptions(LetterFilter filter, long limit, InputRate rate, int maxAttempts, boolean execute) {}
