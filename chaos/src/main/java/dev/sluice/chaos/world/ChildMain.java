package dev.sluice.chaos.world;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** The main class of every child process: becomes the program that it is told, and ends when its parent does. */
final class ChildMain {

    private ChildMain() {}

    /** Takes the name of a main class and its arguments. */
    public static void main(String[] args) throws ReflectiveOperationException {
        endWithParent();
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException failure) {
            failure.getTargetException().printStackTrace();
            System.exit(1);
        }
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
