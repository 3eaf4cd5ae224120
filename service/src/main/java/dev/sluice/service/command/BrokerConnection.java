package dev.sluice.service.command;

import dev.sluice.record.commandline.UserErrorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** The first contact with Kafka: clients themselves would try for minutes, and log instead of saying what is wrong. */
public final class BrokerConnection {

    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(6);

    private BrokerConnection() {}

    /**
     * @param clients configuration of every Kafka client
     * @return to be closed by the caller
     * @throws UserErrorException with one line when there is no answer
     */
    public static Admin open(Map<String, Object> clients) {
        String servers = String.valueOf(clients.get("bootstrap.servers"));
        Admin admin;
        try {
            admin = Admin.create(clients);
        } catch (KafkaException e) {
            throw new UserErrorException("Cannot connect to Kafka at " + servers + ": " + reason(e), e);
        }
        try {
            admin.describeCluster().nodes().get(BROKER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return admin;
        } catch (TimeoutException e) {
            admin.close(Duration.ZERO);
            throw new UserErrorException(
                    "Cannot reach Kafka at " + servers + ": no answer within " + BROKER_TIMEOUT.toSeconds()
                            + " s; is the broker running, and is --bootstrap right?",
                    e);
        } catch (ExecutionException e) {
            admin.close(Duration.ZERO);
            throw new UserErrorException("Cannot reach Kafka at " + servers + ": " + reason(e), e);
        } catch (InterruptedException e) {
            admin.close(Duration.ZERO);
            Thread.currentThread().interrupt();
            throw new UserErrorException("Cannot reach Kafka at " + servers + ": interrupted", e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        Throwable authentication = failure;
        for (Throwable next = failure; next != null; next = next.getCause()) {
            authentication = next instanceof AuthenticationException ? next : authentication;
            cause = next;
        }
        return cause.getMessage() + whatToDo(authentication, cause);
    }

    private static String whatToDo(Throwable authentication, Throwable cause) {
        if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
            return "; the broker's certificate is not valid today: renew it, or set the clock right";
        }
        if (authentication instanceof SslAuthenticationException) {
            return "; is the CA of the broker's certificate in ssl.truststore.location, and does it name this host?";
        }
        if (authentication instanceof SaslAuthenticationException) {
            return "; check user and password, or principal and keytab, in sasl.jaas.config, and sasl.mechanism";
        }
        return "";
    }
}
