package dev.sluice.record.decode;

import java.util.stream.IntStream;

/**
 * The paths of a definition, ready to be followed.
 *
 * @param document the state above the root element
 * @param recordLevel number of steps of the record's path
 * @param levelOfColumn for each column the {@link ColumnTarget#level()} of its values
 */
record CompiledPaths(PathNode document, int recordLevel, int[] levelOfColumn) {

    int[] columnsOf(int level) {
        return IntStream.range(0, levelOfColumn.length)
                .filter(column -> levelOfColumn[column] == level)
                .toArray();
    }
}
