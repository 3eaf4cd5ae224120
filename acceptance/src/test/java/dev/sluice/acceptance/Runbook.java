package dev.sluice.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of docs/runbooks: its commands, and what it says that they say. */
record Runbook(String name, List<Command> commands) {

    private static final Path PAGES = Sluice.HOME.resolve("docs/runbooks");
    private static final String FENCE = "```";
    private static final Pattern COMMAND =
            Pattern.compile("```(sh|sql)\n(# no instance runs\n)?(.*?)```(?:\n\n```text\n(.*?)```)?", Pattern.DOTALL);
    /** Needs Kubernetes: the module of the chart looks at these. */
    private static final Pattern OF_A_CLUSTER = Pattern.compile("```sh\n# on Kubernetes\n.*?```", Pattern.DOTALL);

    enum When {
        RUNNING,
        STOPPED
    }

    /**
     * @param text one command of a shell, or a query
     * @param expected lines; digits stand for any, {@code ...} for anything
     */
    record Command(String text, boolean isQuery, When when, List<String> expected) {

        /** The expected lines that this output does not have. */
        List<String> missing(String output) {
            return expected.stream()
                    .filter(line -> output.lines().noneMatch(pattern(line).asMatchPredicate()))
                    .toList();
        }

        private static Pattern pattern(String line) {
            String regex = Pattern.compile("\\.\\.\\.|[0-9][0-9,]*|\\s+|[^0-9\\s.]+|\\.")
                    .matcher(line.strip())
                    .replaceAll(part -> Matcher.quoteReplacement(pattern(part)));
            return Pattern.compile("\\s*" + regex + "\\s*");
        }

        private static String pattern(MatchResult part) {
            String text = part.group();
            if (text.equals("...")) {
                return ".*";
            }
            return text.isBlank() ? "\\s*" : Character.isDigit(text.charAt(0)) ? "[0-9][0-9,]*" : Pattern.quote(text);
        }
    }

    static List<Runbook> all() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            List<Runbook> books = new ArrayList<>();
            for (Path page : pages.sorted().toList()) {
                books.add(read(page));
            }
            return books;
        }
    }

    private static Runbook read(Path page) throws IOException {
        String text = OF_A_CLUSTER.matcher(Files.readString(page)).replaceAll("");
        String prose = COMMAND.matcher(text).replaceAll("");
        if (prose.contains(FENCE)) {
            throw new IOException(page + " has a block of a kind that no test runs:\n"
                    + prose.substring(prose.indexOf(FENCE)).lines().limit(3).toList());
        }
        List<Command> commands = new ArrayList<>();
        Matcher block = COMMAND.matcher(text);
        while (block.find()) {
            String expected = block.group(4);
            commands.add(new Command(
                    block.group(3).strip(),
                    block.group(1).equals("sql"),
                    block.group(2) != null ? When.STOPPED : When.RUNNING,
                    expected == null ? List.of() : expected.lines().toList()));
        }
        return new Runbook(page.getFileName().toString(), commands);
    }
}
