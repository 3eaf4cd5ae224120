package dev.sluice.batch.merge;

import dev.sluice.record.decode.Decoded.Candidate;
import dev.sluice.record.decode.Violation;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.InvalidDefinitionException;
import dev.sluice.record.validate.RowValidator;
import dev.sluice.record.validate.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The rules of a definition as Spark calls them: a row's values go in, broken rules come out. */
final class RowCheck implements UDF1<Row, Row> {

    private static final long serialVersionUID = 1L;

    static final String VIOLATIONS = "violations";
    static final String FLAGS = "flags";

    static final StructType RESULT = DataTypes.createStructType(new StructField[] {
        DataTypes.createStructField(VIOLATIONS, DataTypes.createArrayType(DataTypes.StringType, false), false),
        DataTypes.createStructField(FLAGS, DataTypes.createArrayType(DataTypes.StringType, false), false)
    });

    /** A definition holds what cannot be sent to executors; its text can. */
    private final String yaml;

    private transient @Nullable RowValidator validator;

    RowCheck(String yaml) {
        this.yaml = yaml;
    }

    @Override
    public Row call(Row values) throws InvalidDefinitionException {
        if (validator == null) {
            validator = new RowValidator(DefinitionReader.parseForRows(yaml, "definition"));
        }
        @Nullable Object[] columns = new Object[values.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = values.get(i) instanceof Seq<?> list ? CollectionConverters.asJava(list) : values.get(i);
        }
        Verdict verdict = validator.validate(
                new Candidate(new dev.sluice.record.decode.Row(0, columns, List.of(), null), List.of()));
        if (verdict instanceof Verdict.Accepted accepted) {
            return RowFactory.create(List.of(), accepted.row().qualityFlags());
        }
        List<String> names = new ArrayList<>();
        for (Violation violation : ((Verdict.Rejected) verdict).violations()) {
            names.add(violation.column().isEmpty() ? violation.rule() : violation.column() + ":" + violation.rule());
        }
        return RowFactory.create(names, List.of());
    }
}
