package dev.sluice.record.decode;

import java.util.stream.IntStream;

/**
 * The paths of a definition, ready to be followed.
 *
 * @param document the state above the root element
 * @param levelOfColumn for each column how many steps of the rows' path lead to the element within which its values
 *     come together
 */
record CompiledPaths(PathNode document, int[] levelOfColumn) {

    int[] columnsOf(int level) {
        return IntStream.range(0, levelOfColumn.length)
                .filter(column -> levelOfColumn[column] == level)
                .toArray();
    }
}
