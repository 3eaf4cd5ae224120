package dev.sluice.service.rawzone.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageLocationTest {

    @ParameterizedTest
    @CsvSource({"raw, raw", "/lake/raw, /lake/raw", "file:/lake/raw, /lake/raw", "file:///lake/raw, /lake/raw"})
    void readsALocalFolder(String text, String folder) {
        assertThat(StorageLocation.of(text)).isEqualTo(new StorageLocation.Local(Path.of(folder)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hdfs://namenode:8020/lake/raw", "hdfs://cluster/raw", "hdfs:///raw", "hdfs:/raw"})
    void readsAFolderOfHdfs(String text) {
        assertThat(StorageLocation.of(text)).isEqualTo(new StorageLocation.Hdfs(URI.create(text)));
    }

    @ParameterizedTest
    @CsvSource(
            value = {"s3://lake, lake, ''", "s3://lake/, lake, ''", "s3://lake/raw/v1/, lake, raw/v1"},
            ignoreLeadingAndTrailingWhitespace = true)
    void readsABucketAndAPrefix(String text, String bucket, String prefix) {
        assertThat(StorageLocation.of(text)).isEqualTo(new StorageLocation.S3(bucket, prefix));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gs://lake/raw     | a local path, hdfs://host:port/path or s3://bucket/prefix",
                "file://host/raw   | a local path, hdfs://host:port/path or s3://bucket/prefix",
                "s3:///raw         | s3://bucket/prefix with a bucket",
                "s3://             | s3://bucket/prefix with a bucket",
                "s3:lake/raw       | s3://bucket/prefix with a bucket",
                "s3://lake/a//b    | s3://bucket/prefix without empty names in the prefix",
                "s3a://lake/raw    | s3://lake/raw",
                "hdfs://host:8020  | hdfs://host:port/path with a folder",
                "hdfs://host:8020/ | hdfs://host:port/path with a folder",
                "hdfs://host:x/raw | hdfs://host:port/path",
                "hdfs://a b/raw    | hdfs://host:port/path",
            })
    void saysWhatWasExpected(String text, String expected) {
        assertThatThrownBy(() -> StorageLocation.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid RAW zone: " + text + ", expected " + expected);
    }

    @Test
    void isWrittenAsItIsRead() {
        for (String text : new String[] {"/lake/raw", "hdfs://namenode:8020/raw", "s3://lake", "s3://lake/raw"}) {
            assertThat(StorageLocation.of(text)).hasToString(text);
        }
    }
}
