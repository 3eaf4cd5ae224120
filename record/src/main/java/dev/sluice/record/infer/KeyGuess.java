package dev.sluice.record.infer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which columns tell one record from another: those that are named like it before others, one before two or three, and
 * only such as do it in all samples.
 */
final class KeyGuess {

    private static final Pattern ID = Pattern.compile("(.*_)?(id|uuid|guid|identifier|key)");
    private static final Pattern NUMBER =
            Pattern.compile("(.*_)?(number|num|nr|no|code|reference|ref|isbn|sku|ean|gtin|iban|serial)");
    /** Amounts, days and points in time are unique by chance. */
    private static final Set<String> ALONE = Set.of("string", "int", "long");

    private static final Set<String> TOGETHER = Set.of("string", "int", "long", "date", "timestamp");
    private static final int MOST_COLUMNS = 3;
    /** So many columns have some thousand combinations of three. */
    private static final int MOST_CANDIDATES = 24;

    private final Map<String, Observation> columns;
    private final int records;
    private final String recordName;

    /** @param recordName of the element that becomes rows, as columns are named */
    KeyGuess(Map<String, Observation> columns, int records, String recordName) {
        this.columns = columns;
        this.records = records;
        this.recordName = recordName;
    }

    /** Empty when no columns tell the records apart. */
    Optional<List<String>> key() {
        List<String> ids = candidates(TOGETHER).stream().filter(this::isIdLike).toList();
        return smallest(ids, MOST_COLUMNS)
                .or(() -> smallest(candidates(ALONE), 1))
                .or(() -> smallest(candidates(TOGETHER), MOST_COLUMNS));
    }

    private List<String> candidates(Set<String> types) {
        return columns.entrySet().stream()
                .filter(entry -> !entry.getValue().isRepeated())
                .filter(entry -> entry.getValue().isInAll(records))
                .filter(entry -> types.contains(entry.getValue().type()))
                .sorted(Comparator.comparingInt(
                        entry -> unlikeliness(entry.getValue().path())))
                .limit(MOST_CANDIDATES)
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isIdLike(String name) {
        String own = ownName(Objects.requireNonNull(columns.get(name)).path());
        return ID.matcher(own).matches() || NUMBER.matcher(own).matches();
    }

    /** Shallow ones first, and those that are named by nothing else, or by the record, before others. */
    private int unlikeliness(String path) {
        String name = ownName(path);
        String own = name.startsWith(recordName + "_") ? name.substring(recordName.length() + 1) : name;
        int oddity = own.matches("id|uuid|guid")
                ? 0
                : ID.matcher(name).matches() ? 1 : NUMBER.matcher(own).matches() ? 2 : 3;
        return path.split("/", -1).length * 3 + oddity;
    }

    /** Of the last step: a column's name may have more to it, to be unlike others. */
    private static String ownName(String path) {
        return new ColumnNames().of(path.substring(path.lastIndexOf('/') + 1));
    }

    private Optional<List<String>> smallest(List<String> names, int most) {
        return IntStream.rangeClosed(1, most)
                .mapToObj(size -> unique(new ArrayList<>(), names, size))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The first so many more of some columns that are unique together with those chosen. */
    private Optional<List<String>> unique(List<String> chosen, List<String> names, int more) {
        if (more == 0) {
            return isUnique(chosen) ? Optional.of(List.copyOf(chosen)) : Optional.empty();
        }
        for (int i = 0; i < names.size(); i++) {
            chosen.add(names.get(i));
            Optional<List<String>> found = unique(chosen, names.subList(i + 1, names.size()), more - 1);
            if (found.isPresent()) {
                return found;
            }
            chosen.remove(chosen.size() - 1);
        }
        return Optional.empty();
    }

    private boolean isUnique(List<String> names) {
        List<Observation> chosen = columns.entrySet().stream()
                .filter(entry -> names.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < records; i++) {
            int record = i;
            if (!seen.add(chosen.stream().map(column -> column.value(record)).toList())) {
                return false;
            }
        }
        return true;
    }
}
