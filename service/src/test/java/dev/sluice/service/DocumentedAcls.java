package dev.sluice.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** The ACLs of the security page, read from its {@code kafka-acls} commands. */
final class DocumentedAcls {

    private DocumentedAcls() {}

    static List<AclBinding> read() throws IOException {
        List<AclBinding> acls = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../docs/security.md"))) {
            if (line.startsWith("kafka-acls --add ")) {
                List<String> words = Arrays.asList(line.split(" "));
                for (int i = 0; i < words.size() - 1; i++) {
                    if (words.get(i).equals("--operation")) {
                        acls.add(acl(words, SecurityUtils.operation(words.get(i + 1))));
                    }
                }
            }
        }
        return acls;
    }

    private static AclBinding acl(List<String> words, AclOperation operation) {
        ResourceType type = ResourceType.fromString(words.get(4).substring(2).replace('-', '_'));
        PatternType pattern = words.contains("prefixed") ? PatternType.PREFIXED : PatternType.LITERAL;
        if (operation == AclOperation.UNKNOWN || type == ResourceType.UNKNOWN) {
            throw new IllegalArgumentException(
                    "Cannot read " + String.join(" ", words).toLowerCase(Locale.ROOT));
        }
        return new AclBinding(
                new ResourcePattern(type, words.get(5), pattern),
                new AccessControlEntry(words.get(3), "*", operation, AclPermissionType.ALLOW));
    }
}
