package dev.sluice.service.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.service.Books;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PipelineTopologyTest {

    /** Names of internal topics and stores are part of it: a change here needs a migration. */
    @Test
    void isTheDescribedOne() throws IOException {
        String description = TestPipeline.topology(Books.definition(), new SimpleMeterRegistry())
                .describe()
                .toString();

        try (var expected = PipelineTopologyTest.class.getResourceAsStream("topology.txt")) {
            assertThat(description.strip())
                    .isEqualToNormalizingNewlines(new String(expected.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }
}
