package dev.sluice.record.definition;

import dev.sluice.record.definition.PartitionBy.Transform;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code partition-by}, once the columns are known. */
final class PartitionByReader {

    private static final String KEY = "partition-by";
    private static final Pattern PART = Pattern.compile("(\\w+)\\((.*)\\)");
    private static final List<Transform> PARTS = Stream.of(Transform.values())
            .filter(part -> part != Transform.IDENTITY)
            .toList();
    private static final String EXPECTED = "a column of type date, or year(...), month(...) or day(...) of one of type"
            + " date or timestamp, or hour(...) of one of type timestamp";

    private final Fields fields;
    private final Collection<Column> columns;

    /** @param columns of the definition that have no problem of their own */
    PartitionByReader(Fields fields, Collection<Column> columns) {
        this.fields = fields;
        this.columns = columns;
    }

    /** How a column's name is got out of the key's text. */
    interface ColumnOf {
        @Nullable
        Column named(String name);
    }

    @Nullable
    PartitionBy read(String text, ColumnOf column) {
        Matcher part = PART.matcher(text);
        if (!part.matches()) {
            return checked(text, column.named(text), Transform.IDENTITY);
        }
        Optional<Transform> transform = PARTS.stream()
                .filter(known -> known.label().equals(part.group(1)))
                .findFirst();
        if (transform.isEmpty()) {
            List<String> labels = PARTS.stream().map(Transform::label).toList();
            fields.invalid(KEY, text, EXPECTED + Suggestion.of(part.group(1), labels));
            return null;
        }
        return checked(text, column.named(part.group(2)), transform.get());
    }

    private @Nullable PartitionBy checked(String text, @Nullable Column source, Transform transform) {
        if (source == null) {
            return null;
        }
        PartitionBy partition = new PartitionBy(source, transform);
        boolean fits = source.type() == ColumnType.Simple.DATE
                ? transform != Transform.HOUR
                : source.type() == ColumnType.Simple.TIMESTAMP && partition.isDerived();
        if (!fits) {
            fields.invalid(KEY, text + " of type " + source.type().label(), EXPECTED);
            return null;
        }
        // Readers of tables do not tell upper from lower case in names of columns.
        boolean taken = partition.isDerived()
                && columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(partition.name()));
        if (taken) {
            fields.invalid(KEY, text, "no column with the name " + partition.name() + ", which is that of its folders");
            return null;
        }
        return partition;
    }
}
