package dev.sluice.record.definition;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An expression over the columns of a row, in the Common Expression Language: checked against their types when the
 * definition is read, always at an end, and unable to see anything but the row. Thread-safe.
 *
 * @see <a href="https://github.com/google/cel-spec">CEL</a>
 */
public final class RowExpression {

    /** Lists of a row are short; a hostile one must not cost more than this. */
    private static final int MAX_ITERATIONS = 10_000;

    private static final int MAX_LENGTH = 4_000;

    private static final Set<String> EQUALITIES = Set.of("_==_", "_!=_");

    private final String text;
    private final CelRuntime.Program program;
    private final Operand[] operands;

    private RowExpression(String text, CelRuntime.Program program, Operand[] operands) {
        this.text = text;
        this.program = program;
        this.operands = operands;
    }

    /** @throws InvalidExpressionException with everything that is wrong */
    static RowExpression compile(String text, List<Column> columns) throws InvalidExpressionException {
        Cel cel = environment(columns);
        CelValidationResult checked = cel.compile(text);
        if (checked.hasError()) {
            throw new InvalidExpressionException(checked.getErrors().stream()
                    .map(issue -> issue.getMessage() + " at character "
                            + (issue.getSourceLocation().getColumn() + 1))
                    .collect(Collectors.joining("; ")));
        }
        try {
            CelAbstractSyntaxTree ast = checked.getAst();
            return new RowExpression(text, cel.createProgram(ast), operands(ast, columns));
        } catch (CelValidationException | CelEvaluationException invalid) {
            throw new InvalidExpressionException(String.valueOf(invalid.getMessage()));
        }
    }

    private static Cel environment(List<Column> columns) {
        CelBuilder builder = CelFactory.standardCelBuilder()
                .setOptions(CelOptions.current()
                        .evaluateCanonicalTypesToNativeValues(true)
                        .maxExpressionCodePointSize(MAX_LENGTH)
                        .comprehensionMaxIterations(MAX_ITERATIONS)
                        .build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(ExpressionDecimal.declarations())
                .addFunctionBindings(ExpressionDecimal.bindings())
                .setResultType(SimpleType.BOOL);
        columns.forEach(column -> builder.addVar(column.name(), ExpressionTypes.of(column.type())));
        return builder.build();
    }

    /** The columns that the expression reads, and whether it asks if they are null. */
    private static Operand[] operands(CelAbstractSyntaxTree ast, List<Column> columns) {
        Set<String> read = new TreeSet<>();
        Set<String> asked = new TreeSet<>();
        CelNavigableAst.fromAst(ast).getRoot().allNodes().forEach(node -> {
            CelExpr expr = node.expr();
            if (expr.getKind() == ExprKind.Kind.IDENT) {
                read.add(expr.ident().name());
            } else if (expr.getKind() == ExprKind.Kind.CALL
                    && EQUALITIES.contains(expr.call().function())
                    && expr.call().args().stream().anyMatch(RowExpression::isNull)) {
                expr.call().args().stream()
                        .filter(argument -> argument.getKind() == ExprKind.Kind.IDENT)
                        .forEach(argument -> asked.add(argument.ident().name()));
            }
        });
        return columns.stream()
                .filter(column -> read.contains(column.name()))
                .map(column -> new Operand(column.index(), column.name(), asked.contains(column.name())))
                .toArray(Operand[]::new);
    }

    private static boolean isNull(CelExpr expr) {
        return expr.getKind() == ExprKind.Kind.CONSTANT && expr.constant().getKind() == CelConstant.Kind.NULL_VALUE;
    }

    /**
     * Whether it is true of a row. It is when a column is null that the expression reads without ever comparing it
     * with null; it is not when it cannot be computed, such as by a division by zero.
     *
     * @param values one for each column
     */
    public boolean holds(@Nullable Object[] values) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        for (Operand operand : operands) {
            Object value = values[operand.column()];
            if (value == null && !operand.mayBeNull()) {
                return true;
            }
            variables.put(operand.name(), value == null ? ExpressionTypes.NULL : ExpressionTypes.valueOf(value));
        }
        try {
            return Boolean.TRUE.equals(program.eval(variables));
        } catch (CelEvaluationException notComputable) {
            return false;
        }
    }

    /** As the definition spells it. */
    @Override
    public String toString() {
        return text;
    }

    private record Operand(int column, String name, boolean mayBeNull) {}

    static final class InvalidExpressionException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidExpressionException(String message) {
            super(message);
        }
    }
}
