package dev.sluice.record.definition;

/** Which text is an element's value. */
public enum TextOf {
    /** All text within it: its string-value, as XPath has it. */
    DEEP,
    /** The text that stands directly in it, without that of its children. */
    OWN
}
