package dev.sluice.service;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.decode.MessageDecoder;
import dev.sluice.record.decode.MissingMaskKeyException;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.InvalidDefinitionException;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.service.command.BrokerConnection;
import dev.sluice.service.dedup.DedupSettings;
import dev.sluice.service.rawzone.EpochFiles;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawStorages;
import dev.sluice.service.rawzone.storage.RawZoneException;
import dev.sluice.service.replay.EpochCheck;
import dev.sluice.service.replay.RunningEpoch;
import dev.sluice.service.topology.TopicLimits;
import dev.sluice.service.topology.TopicNames;
import dev.sluice.service.topology.TopicSetup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Finds out before anything starts whether it can work: settings, definition, port, folders, broker, topics. What is
 * wrong with them is one sentence for a person; later it would be a stack trace out of some thread.
 */
final class Preflight implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        SluiceSettings settings = SettingsReader.read(context.getEnvironment());
        RecordDefinition definition = read(settings.definition());
        LogKeys.ofDataset(definition.dataset());
        checkPort(context.getEnvironment());
        checkWritable(settings.stateDir());
        RawStorage storage = openRawZone(settings);
        TopicNames names = settings.topicNames(definition.dataset());
        TopicLimits limits;
        RunningEpoch epoch;
        try (Admin admin = BrokerConnection.open(settings.clients())) {
            Permissions permissions = new Permissions(admin, names, settings.topics());
            permissions.check();
            limits = new TopicSetup(names, settings.rows(), settings.deadLetter(), settings.topics())
                    .prepare(admin, definition.limits().messageBytes());
            permissions.check(); // of the topics that are new
            epoch = new EpochCheck(admin, names, settings.clients()).check(definition.version());
            writeEpochs(storage, names, clusterId(admin), epoch, settings.dedup());
        }
        removeOldState(settings.stateDir(), names, epoch);

        // While running, a broker that cannot be reached is worth a line; until here it was an error of its own.
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel(NetworkClient.class.getName(), LogLevel.WARN);

        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        beans.registerSingleton("settings", settings);
        beans.registerSingleton("definition", definition);
        beans.registerSingleton("rawStorage", storage);
        beans.registerSingleton("topicNames", names);
        beans.registerSingleton("topicLimits", limits);
        beans.registerSingleton("epoch", epoch);
    }

    private static RecordDefinition read(Path definition) {
        try {
            RecordDefinition read = DefinitionReader.read(definition);
            new MessageDecoder(read);
            return read;
        } catch (InvalidDefinitionException | MissingMaskKeyException e) {
            throw new WrongUseException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void checkPort(Environment environment) {
        int port = environment.getProperty("server.port", Integer.class, 8080);
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw new UserErrorException(
                    "Cannot listen on port " + port + ": " + e.getMessage() + "; choose another one with --port", e);
        }
    }

    private static void checkWritable(Path stateDir) {
        try {
            Files.createDirectories(stateDir);
            Files.delete(Files.createTempFile(stateDir, "preflight", ""));
        } catch (IOException e) {
            throw new UserErrorException(
                    "Cannot write to the state folder " + stateDir + ": " + e.getMessage()
                            + "; choose another one with --state-dir",
                    e);
        }
    }

    private static RawStorage openRawZone(SluiceSettings settings) {
        try {
            RawStorage storage =
                    RawStorages.open(settings.rawZone(), settings.raw().storage());
            storage.probe();
            return storage;
        } catch (RawZoneException e) {
            throw new UserErrorException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String clusterId(Admin admin) {
        try {
            return admin.describeCluster().clusterId().get();
        } catch (ExecutionException e) {
            throw new UserErrorException("Cannot learn the id of the Kafka cluster: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserErrorException("Cannot learn the id of the Kafka cluster: interrupted", e);
        }
    }

    private static void writeEpochs(
            RawStorage storage, TopicNames names, String clusterId, RunningEpoch epoch, DedupSettings dedup) {
        long settled = System.currentTimeMillis()
                + dedup.retention().plus(dedup.segment()).toMillis();
        try {
            new EpochFiles(storage, names.dataset(), clusterId)
                    .write(epoch.replays().stream()
                            .map(replay -> replay.settledAt(settled))
                            .toList());
        } catch (RawZoneException | IOException e) {
            throw new UserErrorException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void removeOldState(Path stateDir, TopicNames names, RunningEpoch epoch) {
        try {
            StateFolders.removeOthers(stateDir, names.dataset(), epoch.number());
        } catch (IOException e) {
            throw new UserErrorException(
                    "Cannot remove the state of an earlier epoch from " + stateDir + ": " + e.getMessage(), e);
        }
    }
}
