package dev.sluice.demo.produce;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Messages per second, written as {@code 500} or {@code 500/s}. */
record Rate(double perSecond) {

    static final Rate UNLIMITED = new Rate(Double.POSITIVE_INFINITY);

    static final class Converter implements ITypeConverter<Rate> {
        @Override
        public Rate convert(String text) {
            String number = text.endsWith("/s") ? text.substring(0, text.length() - 2) : text;
            try {
                double perSecond = Double.parseDouble(number);
                if (perSecond > 0) {
                    return new Rate(perSecond);
                }
            } catch (NumberFormatException noNumber) {
                throw new TypeConversionException(expectation(text));
            }
            throw new TypeConversionException(expectation(text));
        }

        private static String expectation(String text) {
            return "'" + text + "' is no rate, expected a number over 0 such as 500 or 500/s";
        }
    }
}
