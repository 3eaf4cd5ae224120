package dev.sluice.record.definition;

/**
 * How much of anything a message may hold before it is refused as a whole. The defaults let every sensible
 * document pass and keep a hostile one from costing more than its bytes.
 *
 * @param messageBytes of the message as it was sent
 * @param depth elements within each other
 * @param attributes of one element, namespace declarations included
 * @param nameLength characters of an element's or attribute's name
 * @param textLength characters of one value
 * @param names different names of elements and attributes, prefixes included; each takes memory
 * @param records of one message
 * @param rowsBytes of all its rows together, about: a value of an ancestor counts once for each row that has it
 */
public record Limits(
        int messageBytes,
        int depth,
        int attributes,
        int nameLength,
        int textLength,
        int names,
        int records,
        int rowsBytes) {

    public static final Limits DEFAULT = new Limits(16 << 20, 256, 256, 1024, 1 << 20, 5_000, 100_000, 64 << 20);
}
