package dev.sluice.record.infer;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names columns by the ends of their paths, with as much of them as tells them apart. */
final class ColumnNames {

    private final Set<String> taken = new HashSet<>();

    String of(String path) {
        String[] steps = path.replace("@", "").split("/", -1);
        String name = "";
        for (int i = steps.length - 1; i >= 0; i--) {
            String step = snake(steps[i].substring(steps[i].indexOf(':') + 1));
            if (step.isEmpty()) {
                continue;
            }
            name = name.isEmpty() ? step : step + "_" + name;
            boolean attributeAlone = path.contains("@") && i == steps.length - 1 && i > 0;
            if (!attributeAlone && taken.add(valid(name))) {
                return valid(name);
            }
        }
        String base = valid(name);
        String numbered = base;
        for (int i = 2; !taken.add(numbered); i++) {
            numbered = base + "_" + i;
        }
        return numbered;
    }

    private static String snake(String step) {
        return step.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .toLowerCase(Locale.ROOT);
    }

    private static String valid(String name) {
        return name.matches("[a-z].*") ? name : "value" + (name.isEmpty() || name.startsWith("_") ? "" : "_") + name;
    }
}
