package dev.sluice.service.rawzone;

import dev.sluice.record.avro.Lineage;
import dev.sluice.record.avro.RowEncoder;
import dev.sluice.record.avro.RowSchema;
import dev.sluice.record.decode.Row;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.InvalidDefinitionException;
import dev.sluice.record.definition.RecordDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;
import org.apache.avro.Schema;

/** Rows of the definition {@code every-type.yaml}, as they are in a rows topic. */
public final class Rows {

    public static final int SOURCE_PARTITION = 7;
    public static final int SOURCE_HOUR = 490_000;

    private static final String YAML = resource();

    private final RecordDefinition definition;
    private final RowEncoder encoder;

    private Rows(RecordDefinition definition) {
        this.definition = definition;
        this.encoder = new RowEncoder(definition);
    }

    public static Rows ofEveryType() {
        return parsed(YAML);
    }

    /** The same columns under another definition version. */
    public static Rows ofAnotherVersion() {
        return parsed(YAML + "# changed\n");
    }

    /** A row with an id and nothing else that could be left out; its source offset is the number. */
    public byte[] row(long number) {
        Object[] values = new Object[definition.columns().size()];
        values[definition.columnIndex("id")] = "id-" + number;
        values[definition.columnIndex("day")] = LocalDate.of(2026, 1, 31);
        return row(number, values);
    }

    public byte[] row(long number, Object[] values) {
        var lineage = new Lineage(SOURCE_PARTITION, number, 1_770_000_000_123L, SOURCE_HOUR, 0);
        return encoder.encode(new Row(0, values, List.of(), null), lineage);
    }

    public Schema schema() {
        return RowSchema.of(definition);
    }

    public LongFunction<Schema> schemas() {
        Schema schema = schema();
        var known = Map.of(RowSchema.fingerprint(schema), schema);
        return fingerprint -> {
            if (!known.containsKey(fingerprint)) {
                throw new NoSuchElementException("no such schema");
            }
            return known.get(fingerprint);
        };
    }

    public String version() {
        return definition.version();
    }

    private static Rows parsed(String yaml) {
        try {
            return new Rows(DefinitionReader.parse(yaml, "every-type.yaml"));
        } catch (InvalidDefinitionException invalid) {
            throw new IllegalStateException(invalid);
        }
    }

    private static String resource() {
        try (var in = Rows.class.getResourceAsStream("every-type.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
