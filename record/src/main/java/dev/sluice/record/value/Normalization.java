package dev.sluice.record.value;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What may be done to a text before it becomes a value, beside a {@link Replacement}. */
public enum Normalization implements UnaryOperator<String> {
    /** Takes white space off both ends. */
    TRIM {
        @Override
        public String apply(String text) {
            return XmlSpace.trim(text);
        }
    },
    /** Turns each run of white space into one space. */
    COLLAPSE {
        @Override
        public String apply(String text) {
            return XmlSpace.collapse(text);
        }
    },
    UPPER {
        @Override
        public String apply(String text) {
            return text.toUpperCase(Locale.ROOT);
        }
    },
    LOWER {
        @Override
        public String apply(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    },
    /** Unicode normalization form C. */
    NFC {
        @Override
        public String apply(String text) {
            return Normalizer.normalize(text, Normalizer.Form.NFC);
        }
    }
}
