package dev.sluice.batch.compact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.output.FileLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class BinTest {

    private static final FileLayout LAYOUT = new FileLayout(1000, 100, List.of());

    @RepeatedTest(50)
    void leavesAtMostOneSmallFileAndMakesNoneTooLarge(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        List<SmallFile> files = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(60); i++) {
            files.add(new SmallFile(
                    "books/d", "f" + i, 1 + random.nextInt(499), 1 + random.nextInt(49), new MessageType("row")));
        }

        List<Bin> bins = Bin.pack(files, LAYOUT);

        List<SmallFile> packed =
                bins.stream().flatMap(bin -> bin.files().stream()).toList();
        assertThat(packed).doesNotHaveDuplicates().isSubsetOf(files);
        assertThat(bins).allMatch(bin -> bin.files().size() > 1 && bin.bytes() <= 1000 && bin.rows() <= 100);
        long small = bins.stream()
                        .filter(bin -> LAYOUT.isSmall(bin.bytes()) && LAYOUT.hasRoom(bin.rows()))
                        .count()
                + (files.size() - packed.size());
        assertThat(small).as("of %s", files).isLessThanOrEqualTo(1);
    }
}
