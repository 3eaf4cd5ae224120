package dev.sluice.service.rawzone.storage.hdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawStorageContract;
import dev.sluice.service.rawzone.storage.RawZoneException;
import dev.sluice.service.rawzone.storage.StorageLocation;
import dev.sluice.service.rawzone.storage.StorageServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HdfsStorageIT extends RawStorageContract {

    private StorageLocation location;
    private RawStorage storage;

    @BeforeEach
    void open() {
        location = StorageServers.newHdfsFolder();
        storage = StorageServers.open(location);
    }

    @Override
    protected RawStorage storage() {
        return storage;
    }

    /** HDFS believes a client that says who it is; the folder belongs to whoever runs this test. */
    @Override
    protected RawStorage readOnly() throws Exception {
        return UserGroupInformation.createRemoteUser("a-guest")
                .doAs((PrivilegedExceptionAction<RawStorage>) () -> StorageServers.open(location));
    }

    @Override
    protected boolean isVisible(String path) throws IOException {
        URI uri = URI.create(location.toString());
        return FileContext.getFileContext(uri, new Configuration())
                .util()
                .exists(new org.apache.hadoop.fs.Path(location + "/" + path));
    }

    @Test
    void namesTheUserWhoMayNotWrite() throws Exception {
        try (RawStorage readOnly = readOnly()) {
            assertThatThrownBy(() -> readOnly.createIfAbsent("_commits/x.json", new byte[1]))
                    .isInstanceOf(RawZoneException.class)
                    .hasMessageStartingWith("Cannot create _commits/x.json in " + location
                            + ": Permission denied: user=a-guest, access=WRITE")
                    .hasMessageContaining("let this user write there")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void isAFolderAndNotAFile() throws IOException {
        storage.createIfAbsent("a-file", new byte[1]);

        try (RawStorage inAFile = StorageServers.open(StorageLocation.of(location + "/a-file"))) {
            assertThatThrownBy(inAFile::probe)
                    .isInstanceOf(RawZoneException.class)
                    .hasMessageContaining("choose a folder for the RAW zone that is not a file");
        }
    }

    @Test
    void saysSoonThatNoNameNodeAnswers() throws IOException {
        String nobody = "hdfs://127.0.0.1:" + FreePort.find() + "/raw";

        try (RawStorage unreachable = StorageServers.open(StorageLocation.of(nobody))) {
            assertThatThrownBy(unreachable::probe)
                    .isInstanceOf(RawZoneException.class)
                    .hasMessageContaining("Connection refused")
                    .hasMessageContaining(nobody)
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void takesTheHostFromTheConfigurationFolder(@TempDir Path confDir) throws IOException {
        Files.writeString(
                confDir.resolve("core-site.xml"),
                "<configuration><property><name>fs.defaultFS</name><value>"
                        + StorageServers.hdfs().uri() + "</value></property></configuration>");
        var settings = new HdfsSettings(null, null, StorageServers.hdfs().conf());
        String path = URI.create(location.toString()).getPath();

        try (RawStorage opened = HdfsClient.open(URI.create("hdfs://" + path), settings, confDir)) {
            opened.probe();
            assertThat(opened).hasToString(location.toString());
        }
    }

    @Test
    void saysWhichConfigurationIsMissing(@TempDir Path directory) {
        var settings = new HdfsSettings(null, null, Map.of());

        assertThatThrownBy(() -> HdfsClient.open(URI.create("hdfs:///raw"), settings, null))
                .isInstanceOf(RawZoneException.class)
                .hasMessageStartingWith("Cannot open hdfs:///raw: no host, neither here nor as fs.defaultFS");
        assertThatThrownBy(() -> HdfsClient.open(URI.create("hdfs:///raw"), settings, directory.resolve("none")))
                .isInstanceOf(RawZoneException.class)
                .hasMessageContaining("HADOOP_CONF_DIR is " + directory.resolve("none") + ", expected a folder");
        var kerberos = new HdfsSettings("sluice@EXAMPLE.ORG", directory.resolve("keytab"), Map.of());
        assertThatThrownBy(() -> HdfsClient.open(URI.create("hdfs://host/raw"), kerberos, null))
                .isInstanceOf(RawZoneException.class)
                .hasMessageContaining("a principal is set, but hadoop.security.authentication is not kerberos");
        assertThatThrownBy(() -> HdfsClient.open(URI.create("hdfs://no-such-host.invalid:8020/raw"), settings, null)
                        .probe())
                .isInstanceOf(RawZoneException.class)
                .hasMessageContaining("no-such-host.invalid")
                .hasMessageNotContaining("\n");
    }
}
