package dev.sluice.service;

import static java.util.Objects.requireNonNull;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.service.rawzone.RowsTopic;
import dev.sluice.service.topology.TopicNames;
import dev.sluice.service.topology.TopicsSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * What the broker's ACLs deny of what the service does. A denial that only the running stream meets would stop it later,
 * by one topic at a time, with a stack trace.
 */
final class Permissions {

    private final Admin admin;
    private final TopicNames names;
    private final TopicsSettings settings;
    private final Map<String, Set<AclOperation>> topics = new TreeMap<>();

    Permissions(Admin admin, TopicNames names, TopicsSettings settings) {
        this.admin = admin;
        this.names = names;
        this.settings = settings;
        names.internal().forEach(topic -> topics.put(topic, EnumSet.of(READ, WRITE, DESCRIBE_CONFIGS)));
        topics.put(names.rekey(), EnumSet.of(READ, WRITE, DELETE, DESCRIBE_CONFIGS));
        topics.put(names.input(), EnumSet.of(READ, DESCRIBE_CONFIGS));
        topics.put(names.rows(), EnumSet.of(READ, WRITE, DESCRIBE_CONFIGS));
        topics.put(names.deadLetter(), EnumSet.of(WRITE, DESCRIBE_CONFIGS));
        topics.put(names.audit(), EnumSet.of(READ, WRITE, DESCRIBE_CONFIGS));
        topics.put(names.definitions(), EnumSet.of(READ, WRITE, DESCRIBE_CONFIGS));
        topics.put(names.epochs(), EnumSet.of(READ, DESCRIBE_CONFIGS));
    }

    /**
     * Of a topic that does not exist only creation can be asked for.
     *
     * @throws UserErrorException with all that is denied
     */
    void check() {
        Set<String> denied = new TreeSet<>();
        admin.describeTopics(topics.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues()
                .forEach((topic, description) -> {
                    String operations = denied(topic, description).stream()
                            .map(Permissions::text)
                            .collect(Collectors.joining(", "));
                    if (!operations.isEmpty()) {
                        denied.add(operations + " on topic " + topic);
                    }
                });
        admin.describeConsumerGroups(List.of(
                        names.application(),
                        RowsTopic.of(names.dataset(), Map.of()).group()))
                .describedGroups()
                .forEach((group, description) -> {
                    if (isDenied(failure(description))) {
                        denied.add("Read on group " + group);
                    }
                });
        String transactions = names.application() + "-";
        if (isDenied(failure(admin.describeTransactions(List.of(transactions)).description(transactions)))) {
            denied.add("Write on transactional ids with prefix " + transactions);
        }
        if (!denied.isEmpty()) {
            throw new UserErrorException("Cannot start " + names.dataset() + ": Kafka denies "
                    + String.join("; ", denied) + "; add ACLs for its user as docs/security.md lists them");
        }
    }

    private Set<AclOperation> denied(String topic, KafkaFuture<TopicDescription> description) {
        Set<AclOperation> needed = requireNonNull(topics.get(topic));
        var allowed = new AtomicReference<@Nullable Set<AclOperation>>(); // null by a broker that cannot tell
        Optional<Throwable> failure = failure(description.whenComplete(
                (found, failed) -> allowed.set(found == null ? null : found.authorizedOperations())));
        if (failure.filter(UnknownTopicOrPartitionException.class::isInstance).isPresent()) {
            return isDenied(failure(creation(topic))) ? EnumSet.of(AclOperation.CREATE) : Set.of();
        }
        if (isDenied(failure)) {
            return needed;
        }
        Set<AclOperation> known = allowed.get();
        return known == null
                ? Set.of()
                : needed.stream()
                        .filter(operation -> !known.contains(operation))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Creates nothing. Where Sluice is not to create a topic, its absence is an error of its own. */
    private KafkaFuture<Void> creation(String topic) {
        boolean created = settings.create() && !topic.equals(names.input());
        if (!created && !names.internal().contains(topic)) {
            return KafkaFuture.completedFuture(null);
        }
        var wanted = new NewTopic(topic, Optional.of(1), Optional.empty());
        return admin.createTopics(List.of(wanted), new CreateTopicsOptions().validateOnly(true))
                .all();
    }

    private static boolean isDenied(Optional<Throwable> failure) {
        return failure.filter(AuthorizationException.class::isInstance).isPresent();
    }

    /** Any but a denial is left to those who need the answer. */
    private static Optional<Throwable> failure(KafkaFuture<?> answer) {
        try {
            answer.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.ofNullable(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserErrorException("Cannot ask Kafka for what it allows: interrupted", e);
        }
    }

    private static String text(AclOperation operation) {
        return switch (operation) {
            case READ -> "Read";
            case WRITE -> "Write";
            case CREATE -> "Create";
            case DELETE -> "Delete";
            case DESCRIBE_CONFIGS -> "DescribeConfigs";
            default -> operation.name();
        };
    }
}
