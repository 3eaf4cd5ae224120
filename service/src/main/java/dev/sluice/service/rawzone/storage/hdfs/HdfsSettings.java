package dev.sluice.service.rawzone.storage.hdfs;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How HDFS is reached, beside what {@code core-site.xml} and {@code hdfs-site.xml} in {@code HADOOP_CONF_DIR} say.
 *
 * @param principal to log in as with Kerberos, together with the keytab
 * @param conf goes over the configuration files, key by key
 */
public record HdfsSettings(
        @Nullable String principal,
        @Nullable Path keytab,
        @DefaultValue Map<String, String> conf) {

    public HdfsSettings {
        conf = Map.copyOf(conf);
        if ((principal == null) != (keytab == null)) {
            throw new IllegalArgumentException("Invalid sluice.raw.hdfs." + (principal == null ? "principal" : "keytab")
                    + ": nothing, expected one, as principal and keytab go together");
        }
    }
}
