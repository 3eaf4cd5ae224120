package dev.sluice.record.decode;

/**
 * One broken rule of one record. Carries no payload: what was found stays in the dead letter's value.
 *
 * @param recordIndex position of the record within its message, from 0
 * @param column the column's name, or "" for a rule over several columns
 * @param path the column's path as its definition spells it
 * @param rule the key of the broken rule: {@code type}, {@code required}, {@code min}, {@code repeat}, ...
 * @param expected what would have been right, such as {@code decimal(10,2)} or {@code >= 0}
 */
public record Violation(int recordIndex, String column, String path, String rule, String expected) {}
