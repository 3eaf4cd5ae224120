package dev.sluice.record.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The W3C's documents and what is right about each. */
final class ConformanceSuite {

    private static final Path FOLDER = Path.of("src/test/resources/conformance");

    private ConformanceSuite() {}

    /**
     * @param skip right answer under {@code dtd: skip}
     * @param refuse right answer without the DOCTYPE
     * @param disputed why ours is another; "" when it is not
     */
    record Case(String name, byte[] document, String skip, String refuse, int cutFrom, int cutTo, String disputed) {

        byte[] withoutDoctype() {
            ByteArrayOutputStream cut = new ByteArrayOutputStream();
            cut.write(document, 0, cutFrom);
            cut.write(document, cutTo, document.length - cutTo);
            return cut.toByteArray();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() throws IOException {
        Map<String, byte[]> documents = documents();
        List<Case> cases = new ArrayList<>();
        List<String> lines = Files.readAllLines(FOLDER.resolve("manifest.tsv"), UTF_8);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            cases.add(new Case(
                    cells[0],
                    documents.get(cells[0]),
                    cells[3],
                    cells[4],
                    Integer.parseInt(cells[5]),
                    Integer.parseInt(cells[6]),
                    cells[8]));
        }
        return cases;
    }

    private static Map<String, byte[]> documents() throws IOException {
        Map<String, byte[]> documents = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(FOLDER.resolve("documents.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                documents.put(entry.getName(), zip.readAllBytes());
            }
        }
        return documents;
    }
}
