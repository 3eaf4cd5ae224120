package dev.sluice.record.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code record} and {@code explode}. */
final class RowPathReader {

    private final Fields fields;
    private final PathParser paths;
    private final Problems problems;

    RowPathReader(Fields fields, PathParser paths, Problems problems) {
        this.fields = fields;
        this.paths = paths;
        this.problems = problems;
    }

    /** Where records are; null when that is wrong. */
    @Nullable
    XmlPath record() {
        String text = fields.requiredText("record");
        if (text == null) {
            return null;
        }
        try {
            XmlPath path = paths.parse(text);
            if (path.absolute() && path.attribute() == null) {
                return path;
            }
            fields.invalid("record", text, "the path of an element from the root, such as /library/book");
        } catch (PathParser.InvalidPathException invalid) {
            fields.invalid("record", text, invalid.expectation());
        }
        return null;
    }

    RowPath rows(XmlPath record) {
        RowPath rows = RowPath.of(record);
        Node node = fields.node("explode");
        if (node == null) {
            return rows;
        }
        Fields explode = new Fields(node, " of explode", List.of("path", "outer"), problems);
        boolean outer = explode.isTrue("outer");
        String text = explode.requiredText("path");
        try {
            XmlPath path = text == null ? null : paths.parse(text);
            if (path != null
                    && !path.absolute()
                    && path.attribute() == null
                    && !path.steps().isEmpty()) {
                return rows.explode(path, outer);
            }
            if (text != null) {
                explode.invalid("path", text, "the path of elements from the record, such as items/item");
            }
        } catch (PathParser.InvalidPathException invalid) {
            explode.invalid("path", String.valueOf(text), invalid.expectation());
        }
        return rows;
    }
}
