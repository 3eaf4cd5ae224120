package dev.sluice.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A certificate authority and what it signs for 127.0.0.1, by the JDK's keytool. */
final class Certificates {

    static final String PASSWORD = "keystore-password";

    private final Path directory;

    /** Files go into the directory. */
    Certificates(Path directory) throws IOException, InterruptedException {
        this.directory = Files.createDirectories(directory);
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test CA", "-ext", "bc:c", "-keystore", "ca.p12");
        keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", "ca.p12", "-file", "ca.pem");
    }

    /** The authority's own certificate. */
    Path authority() {
        return directory.resolve("ca.pem");
    }

    /** A key store of a server whose certificate is valid today. */
    Path server() throws IOException, InterruptedException {
        return sign("server.p12", "-validity", "2");
    }

    /** The same with a certificate that expired yesterday. */
    Path expiredServer() throws IOException, InterruptedException {
        return sign("expired.p12", "-startdate", "-3d", "-validity", "2");
    }

    private Path sign(String store, String... validity) throws IOException, InterruptedException {
        keytool("-genkeypair", "-alias", "server", "-dname", "CN=Test broker", "-keystore", store);
        keytool("-certreq", "-alias", "server", "-keystore", store, "-file", store + ".csr");
        List<String> signing = new ArrayList<>(List.of("-gencert", "-rfc", "-alias", "ca", "-keystore", "ca.p12"));
        signing.addAll(List.of("-ext", "san=ip:127.0.0.1", "-infile", store + ".csr", "-outfile", store + ".pem"));
        signing.addAll(List.of(validity));
        keytool(signing.toArray(String[]::new));
        keytool("-importcert", "-noprompt", "-alias", "ca", "-keystore", store, "-file", "ca.pem");
        keytool("-importcert", "-alias", "server", "-keystore", store, "-file", store + ".pem");
        return directory.resolve(store);
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        Path output = directory.resolve("keytool.log");
        int code = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("Cannot run " + command + ": " + Files.readString(output));
        }
    }
}
