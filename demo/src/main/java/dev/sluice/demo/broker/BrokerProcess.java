package dev.sluice.demo.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The main class of the broker's process: formats the data directory on the first start, then is the broker. */
final class BrokerProcess {

    private BrokerProcess() {}

    /** Takes the broker's properties file. */
    public static void main(String[] args) throws IOException {
        endWithParent();
        Path settings = Path.of(args[0]);
        if (!isFormatted(settings)) {
            int code = StorageTool.execute(
                    new String[] {
                        "format",
                        "--standalone",
                        "--cluster-id",
                        Uuid.randomUuid().toString(),
                        "--config",
                        args[0]
                    },
                    System.out);
            if (code != 0) {
                System.exit(code);
            }
        }
        Kafka.main(args);
    }

    private static boolean isFormatted(Path settings) throws IOException {
        var properties = new Properties();
        try (var in = Files.newInputStream(settings)) {
            properties.load(in);
        }
        return Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"));
    }

    /** Standard input is a pipe from the parent: it ends when the parent does, even by kill -9. */
    private static void endWithParent() {
        var watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(System.err);
                    } catch (IOException broken) {
                        System.err.println("Standard input broke: " + broken.getMessage());
                    }
                    System.exit(1);
                },
                "end-with-parent");
        watch.setDaemon(true);
        watch.start();
    }
}
