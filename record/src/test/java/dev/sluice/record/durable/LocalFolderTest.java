package dev.sluice.record.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFolderTest {

    @ParameterizedTest
    @ValueSource(strings = {"s3a://bucket/raw", "s3a:/bucket", "hdfs://nn:8020/raw", "file:///lake"})
    void refusesTheNameOfAnotherStorage(String name) {
        assertThatThrownBy(() -> LocalFolder.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + ", expected a folder of a local or mounted file system");
    }

    @Test
    void takesAnyOtherName() {
        assertThat(LocalFolder.of("/lake/a:b")).isEqualTo(Path.of("/lake/a:b"));
        assertThat(LocalFolder.of("raw")).isEqualTo(Path.of("raw"));
    }
}
