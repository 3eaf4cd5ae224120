package dev.sluice.service.rawzone.chain;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.RecordName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names a record that was near the end of a chain once. It travels as the metadata of the committed Kafka offset and in
 * the chain's checkpoint; both can be lost or set back, so it counts only if the record it names has its commit id.
 *
 * @param name file name of the record within its chain
 */
public record Hint(String name, String commitId) {

    private static final Pattern TEXT =
            Pattern.compile("(genesis\\.json|\\d{20}(?:_\\d{6})?\\.json) ([0-9a-f-]{1,64})");

    public static Hint at(CommitRecord record) {
        return new Hint(RecordName.of(record), record.commitId());
    }

    public static Optional<Hint> parse(@Nullable String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text.strip());
        return matcher.matches() ? Optional.of(new Hint(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    public String text() {
        return name + " " + commitId;
    }
}
