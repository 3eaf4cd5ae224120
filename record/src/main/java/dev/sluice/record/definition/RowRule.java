package dev.sluice.record.definition;

/** What must be true of several columns of a row together. */
public record RowRule(String name, RowExpression expression, OnViolation onViolation) {}
