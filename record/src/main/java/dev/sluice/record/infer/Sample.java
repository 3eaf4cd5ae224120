package dev.sluice.record.infer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;

/** An element of a sample. Samples are few and small, so they are kept whole. */
final class Sample {

    private final QName name;
    private final Map<QName, String> attributes = new LinkedHashMap<>();
    private final List<Sample> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean nil;

    Sample(QName name) {
        this.name = name;
    }

    QName name() {
        return name;
    }

    Map<QName, String> attributes() {
        return attributes;
    }

    List<Sample> children() {
        return children;
    }

    StringBuilder text() {
        return text;
    }

    boolean isNil() {
        return nil;
    }

    void becomeNil() {
        nil = true;
    }

    /** Text between elements would be lost if only the elements became columns. */
    boolean isMixed() {
        return !children.isEmpty() && !text.toString().isBlank();
    }
}
