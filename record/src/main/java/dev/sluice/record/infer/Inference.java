package dev.sluice.record.infer;

import dev.sluice.record.decode.Violation;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.InvalidDefinitionException;
import dev.sluice.record.explain.Explanation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From sample messages to a definition that rejects none of their records. */
public final class Inference {

    private static final String NAME = "inferred definition";

    private Inference() {}

    /**
     * @param samples messages by the name of where they are from
     * @param recordPath absolute path of records; "" to guess it
     * @param dataset its name
     * @return YAML that {@link DefinitionReader} reads
     */
    public static String infer(Map<String, byte[]> samples, String recordPath, String dataset)
            throws CannotInferException {
        SampleReader reader = new SampleReader();
        List<Sample> roots = new ArrayList<>();
        for (Map.Entry<String, byte[]> sample : samples.entrySet()) {
            roots.add(reader.read(sample.getKey(), sample.getValue()));
        }
        List<String> record = recordPath.isEmpty()
                ? RecordGuess.of(roots)
                : List.of(recordPath.substring(1).split("/", -1));
        Observations observations = new Observations(record, roots);
        if (observations.records() == 0) {
            throw new CannotInferException("no sample has an element at " + recordPath);
        }
        DefinitionText text = new DefinitionText(dataset, record, reader, observations);
        while (true) {
            String yaml = text.write();
            if (!correct(yaml, samples, text.columns())) {
                return yaml;
            }
        }
    }

    /** Takes back every guess that a sample refutes; whether there was one. */
    private static boolean correct(String yaml, Map<String, byte[]> samples, Map<String, Observation> columns)
            throws CannotInferException {
        Map<String, Violation> wrong = new LinkedHashMap<>();
        try {
            Explanation explanation = new Explanation(DefinitionReader.parse(yaml, NAME));
            for (Map.Entry<String, byte[]> sample : samples.entrySet()) {
                for (Explanation.Outcome outcome : explanation.explain(sample.getValue())) {
                    if (outcome instanceof Explanation.Rejection rejection) {
                        if (rejection.violations().isEmpty()) {
                            throw new CannotInferException(sample.getKey() + " is refused as a whole, "
                                    + rejection.reason().label());
                        }
                        rejection.violations().forEach(violation -> wrong.put(violation.column(), violation));
                    }
                }
            }
        } catch (InvalidDefinitionException invalid) {
            throw new CannotInferException(String.valueOf(invalid.getMessage()));
        }
        boolean corrected = false;
        for (Violation violation : wrong.values()) {
            Observation column = columns.get(violation.column());
            corrected |= column != null && column.becomePlain();
        }
        for (Violation violation : corrected ? List.<Violation>of() : wrong.values()) {
            throw new CannotInferException("column " + violation.column() + " (path " + violation.path() + ") breaks "
                    + violation.rule() + ", whatever its type");
        }
        return corrected;
    }
}
