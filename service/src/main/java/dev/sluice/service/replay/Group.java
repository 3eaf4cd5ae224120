package dev.sluice.service.replay;

import dev.sluice.record.commandline.UserErrorException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** The group of all instances, whatever protocol they meet by. */
final class Group {

    private final Admin admin;
    private final String name;

    Group(Admin admin, String name) {
        this.admin = admin;
        this.name = name;
    }

    /** Client ids and hosts of the members; also of one that was killed, until the group gives it up. */
    List<String> members() {
        List<String> members = found(
                admin.describeConsumerGroups(List.of(name)).all(),
                group -> group.members().stream().map(Group::text).toList());
        // Kafka's own reset tool asks for consumer groups alone, and takes a streams group for an empty one.
        return !members.isEmpty()
                ? members
                : found(
                        admin.describeStreamsGroups(List.of(name)).all(),
                        group -> group.members().stream().map(Group::text).toList());
    }

    private interface Members<T> {
        List<String> of(T group);
    }

    private <T> List<String> found(KafkaFuture<Map<String, T>> descriptions, Members<T> members) {
        try {
            return descriptions.get().values().stream()
                    .flatMap(group -> members.of(group).stream())
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException
                    || e.getCause() instanceof UnsupportedVersionException) {
                return List.of();
            }
            throw new UserErrorException("Cannot describe group " + name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserErrorException("Cannot describe group " + name + ": interrupted", e);
        }
    }

    private static String text(MemberDescription member) {
        return member.clientId() + " on " + member.host();
    }

    private static String text(StreamsGroupMemberDescription member) {
        return member.clientId() + " on " + member.clientHost();
    }
}
