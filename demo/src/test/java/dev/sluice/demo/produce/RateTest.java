package dev.sluice.demo.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class RateTest {

    @Test
    void isWrittenWithOrWithoutItsUnit() {
        assertThat(new Rate.Converter().convert("500/s")).isEqualTo(new Rate(500));
        assertThat(new Rate.Converter().convert("0.5")).isEqualTo(new Rate(0.5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "0", "-1/s", "5/min"})
    void refusesWhatIsNoRate(String text) {
        assertThatThrownBy(() -> new Rate.Converter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("expected a number over 0");
    }
}
