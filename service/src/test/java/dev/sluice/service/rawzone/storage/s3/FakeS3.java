package dev.sluice.service.rawzone.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.util.unit.DataSize;

/** Gives every request the same answer and remembers what was asked: for answers that no test server can be made to give. */
final class FakeS3 implements AutoCloseable {

    /** One request, with the headers whose names begin with {@code x-amz-server-side}. */
    record Request(String method, String query, Map<String, String> encryption) {}

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    static FakeS3 answering(int status, String body) throws IOException {
        return new FakeS3(status, body);
    }

    static FakeS3 refusing(int status, String code) throws IOException {
        return new FakeS3(status, "<Error><Code>" + code + "</Code><Message>no\nway</Message></Error>");
    }

    private FakeS3(int status, String body) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, status, body.getBytes(UTF_8)));
        server.start();
    }

    private void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            var encryption = new TreeMap<String, String>();
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (name.toLowerCase(Locale.ROOT).startsWith("x-amz-server-side")) {
                    encryption.put(name.toLowerCase(Locale.ROOT), values.get(0));
                }
            });
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    String.valueOf(exchange.getRequestURI().getQuery()),
                    encryption));
            exchange.getRequestBody().readAllBytes();
            boolean hasBody = !exchange.getRequestMethod().equals("HEAD") && body.length > 0;
            exchange.getResponseHeaders().add("ETag", "\"a-tag\"");
            exchange.sendResponseHeaders(status, hasBody ? body.length : -1);
            if (hasBody) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    List<Request> requests() {
        return requests;
    }

    RawStorage open(S3Settings.Encryption encryption, String kmsKeyId) {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return S3Connection.open(
                "lake",
                "raw",
                new S3Settings(
                        endpoint, null, true, encryption, kmsKeyId, DataSize.ofMegabytes(5), Duration.ofSeconds(20)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
