package dev.sluice.record.value;

import java.util.Locale;

/** How bytes are written as text. */
public enum BinaryEncoding {
    BASE64,
    HEX;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
