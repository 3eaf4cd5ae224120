package dev.sluice.record.definition;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.IntPredicate;

/**
 * Exact decimals in row rules, which the language itself does not have: {@code + - *} and comparisons with each other,
 * and with whole and decimal numbers as they are written. Equal numbers are equal whatever their scale.
 */
record ExpressionDecimal(BigDecimal number) {

    static final CelType TYPE = OpaqueType.create("decimal");

    private static final Map<String, BinaryOperator<BigDecimal>> ARITHMETIC = new LinkedHashMap<>();
    private static final Map<String, IntPredicate> COMPARISONS = new LinkedHashMap<>();

    static {
        ARITHMETIC.put("_+_", BigDecimal::add);
        ARITHMETIC.put("_-_", BigDecimal::subtract);
        ARITHMETIC.put("_*_", BigDecimal::multiply);
        COMPARISONS.put("_<_", order -> order < 0);
        COMPARISONS.put("_<=_", order -> order <= 0);
        COMPARISONS.put("_>_", order -> order > 0);
        COMPARISONS.put("_>=_", order -> order >= 0);
    }

    static ExpressionDecimal of(BigDecimal number) {
        return new ExpressionDecimal(number.stripTrailingZeros());
    }

    private static BigDecimal numberOf(Object operand) {
        if (operand instanceof ExpressionDecimal decimal) {
            return decimal.number();
        }
        return operand instanceof Long whole ? BigDecimal.valueOf(whole) : BigDecimal.valueOf((Double) operand);
    }

    static List<CelFunctionDecl> declarations() {
        List<CelFunctionDecl> declarations = new ArrayList<>();
        ARITHMETIC.keySet().forEach(operator -> declarations.add(declaration(operator, TYPE)));
        COMPARISONS.keySet().forEach(operator -> declarations.add(declaration(operator, SimpleType.BOOL)));
        return declarations;
    }

    private static CelFunctionDecl declaration(String operator, CelType result) {
        List<CelOverloadDecl> overloads = new ArrayList<>();
        for (Operands operands : Operands.values()) {
            overloads.add(CelOverloadDecl.newGlobalOverload(
                    operands.overload(operator), result, operands.leftType, operands.rightType));
        }
        return CelFunctionDecl.newFunctionDeclaration(operator, overloads);
    }

    @SuppressWarnings("Immutable") // the operators are lambdas without any state
    static List<CelFunctionBinding> bindings() {
        List<CelFunctionBinding> bindings = new ArrayList<>();
        for (Operands operands : Operands.values()) {
            ARITHMETIC.forEach((operator, arithmetic) -> bindings.add(CelFunctionBinding.from(
                    operands.overload(operator),
                    operands.left,
                    operands.right,
                    (a, b) -> of(arithmetic.apply(numberOf(a), numberOf(b))))));
            COMPARISONS.forEach((operator, comparison) -> bindings.add(CelFunctionBinding.from(
                    operands.overload(operator),
                    operands.left,
                    operands.right,
                    (a, b) -> comparison.test(numberOf(a).compareTo(numberOf(b))))));
        }
        return bindings;
    }

    private enum Operands {
        DECIMALS(TYPE, TYPE, ExpressionDecimal.class, ExpressionDecimal.class),
        DECIMAL_INT(TYPE, SimpleType.INT, ExpressionDecimal.class, Long.class),
        INT_DECIMAL(SimpleType.INT, TYPE, Long.class, ExpressionDecimal.class),
        DECIMAL_DOUBLE(TYPE, SimpleType.DOUBLE, ExpressionDecimal.class, Double.class),
        DOUBLE_DECIMAL(SimpleType.DOUBLE, TYPE, Double.class, ExpressionDecimal.class);

        private final CelType leftType;
        private final CelType rightType;
        private final Class<?> left;
        private final Class<?> right;

        Operands(CelType leftType, CelType rightType, Class<?> left, Class<?> right) {
            this.leftType = leftType;
            this.rightType = rightType;
            this.left = left;
            this.right = right;
        }

        String overload(String operator) {
            return name().toLowerCase(java.util.Locale.ROOT) + operator;
        }
    }
}
