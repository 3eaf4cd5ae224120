package dev.sluice.testservers;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The main class of a server's process: runs the server's own main and says when that has returned. */
final class ServerMain {

    private ServerMain() {}

    /** Takes the file to create once the server is ready, the server's main class, and what that takes. */
    public static void main(String[] args) throws Exception {
        endWithParent();
        Method main = Class.forName(args[1]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
        Files.createFile(Path.of(args[0]));
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
                    Runtime.getRuntime().halt(1);
                },
                "end-with-parent");
        watch.setDaemon(true);
        watch.start();
    }
}
