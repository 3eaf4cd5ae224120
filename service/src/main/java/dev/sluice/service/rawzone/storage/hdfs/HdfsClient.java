package dev.sluice.service.rawzone.storage.hdfs;

import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.security.SecurityUtil;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.UserGroupInformation.AuthenticationMethod;
import org.jspecify.annotations.Nullable;

/** Configures HDFS's client and logs it in. */
public final class HdfsClient {

    /** Hadoop would retry for minutes within one call; the sink retries itself, visibly. */
    private static final Map<String, String> OWN_DEFAULTS = Map.of(
            "ipc.client.connect.max.retries", "2",
            "ipc.client.connect.max.retries.on.timeouts", "2",
            "ipc.client.connect.timeout", "10000",
            "ipc.client.rpc-timeout.ms", "60000",
            "hadoop.kerberos.keytab.login.autorenewal.enabled", "true");

    private static final List<String> FILES = List.of("core-site.xml", "hdfs-site.xml");

    private HdfsClient() {}

    /**
     * @param folder as in {@code hdfs://host:port/path}; without a host, that of {@code fs.defaultFS}
     * @param confDir folder of {@code core-site.xml} and {@code hdfs-site.xml}
     * @throws RawZoneException when the configuration is not one that can work
     */
    public static RawStorage open(URI folder, HdfsSettings settings, @Nullable Path confDir) {
        Configuration conf = configuration(folder, settings, confDir);
        URI defaultFs = URI.create(conf.getTrimmed(CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY));
        if (folder.getAuthority() == null && !"hdfs".equals(defaultFs.getScheme())) {
            throw new RawZoneException("Cannot open " + folder + ": no host, neither here nor as fs.defaultFS in the"
                    + " core-site.xml of HADOOP_CONF_DIR; write hdfs://host:port/path");
        }
        try {
            logIn(conf, settings);
            URI server = folder.getAuthority() == null ? defaultFs : folder;
            FileContext files = FileContext.getFileContext(server, conf);
            var root = new org.apache.hadoop.fs.Path("hdfs", server.getAuthority(), folder.getPath());
            return new HdfsStorage(files, root);
        } catch (IOException | RuntimeException failure) {
            // Hadoop wraps an unknown host into a RuntimeException.
            throw new RawZoneException("Cannot open " + folder + ": " + HdfsErrors.firstLine(failure), failure);
        }
    }

    /** Without a keytab, Hadoop takes the ticket or the user that it finds. */
    private static void logIn(Configuration conf, HdfsSettings settings) throws IOException {
        boolean hasKerberos = SecurityUtil.getAuthenticationMethod(conf) == AuthenticationMethod.KERBEROS;
        if (hasKerberos) {
            UserGroupInformation.setConfiguration(conf);
        }
        if (settings.principal() != null) {
            if (!hasKerberos) {
                throw new IllegalArgumentException(
                        "a principal is set, but hadoop.security.authentication is not kerberos;"
                                + " set it in the core-site.xml of HADOOP_CONF_DIR or under sluice.raw.hdfs.conf");
            }
            UserGroupInformation.loginUserFromKeytab(settings.principal(), String.valueOf(settings.keytab()));
        }
    }

    private static Configuration configuration(URI folder, HdfsSettings settings, @Nullable Path confDir) {
        var own = new Configuration(false);
        OWN_DEFAULTS.forEach(own::set);
        var conf = new Configuration();
        conf.addResource(own);
        if (confDir != null) {
            if (!Files.isDirectory(confDir)) {
                throw new RawZoneException(
                        "Cannot open " + folder + ": HADOOP_CONF_DIR is " + confDir + ", expected a folder");
            }
            for (String name : FILES) {
                Path file = confDir.resolve(name);
                if (Files.exists(file)) {
                    conf.addResource(new org.apache.hadoop.fs.Path(file.toUri()));
                }
            }
        }
        settings.conf().forEach(conf::set);
        return conf;
    }
}
