package dev.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sluice-submit hands to spark-submit, here a fake one that only says what it was called with. */
class SubmitScriptTest {

    private Path home;
    private Path spark;

    @BeforeEach
    void layOut(@TempDir Path folder) throws IOException {
        home = folder.resolve("home");
        spark = folder.resolve("spark");
        executable(home.resolve("batch/bin/sluice-submit"), Files.readString(Path.of("bin/sluice-submit")));
        Files.createDirectories(home.resolve("batch/target"));
        Files.createFile(home.resolve("batch/target/sluice-batch.jar"));
        Files.writeString(
                home.resolve("batch/target/class-path.txt"), "/m2/spark-sql.jar:/m2/picocli.jar:/m2/re2j.jar");
        Files.createDirectories(spark.resolve("jars"));
        Files.createFile(spark.resolve("jars/spark-sql.jar"));
        executable(
                spark.resolve("bin/spark-submit"),
                "#!/bin/sh\nfor a in \"$@\"; do echo \"$a\"; done\necho a warning >&2\nexit 7\n");
    }

    @Test
    void handsOnOptionsAndOnlyTheJarsThatSparkHasNot() throws Exception {
        Result result = submitted("--master", "spark://h:7077", "--conf", "a=b c", "process", "--definition", "x.yaml");

        assertThat(result.out())
                .containsExactly(
                        "--class",
                        "dev.sluice.batch.SluiceBatch",
                        "--name",
                        "sluice-process",
                        "--jars",
                        "/m2/picocli.jar,/m2/re2j.jar",
                        "--master",
                        "spark://h:7077",
                        "--conf",
                        "a=b c",
                        home.resolve("batch/target/sluice-batch.jar").toString(),
                        "process",
                        "--definition",
                        "x.yaml");
    }

    @Test
    void endsWithTheExitCodeOfSparkSubmitAndKeepsItsLog() throws Exception {
        Path log = home.resolve("submit.log");

        Result result = submitted("--log", log.toString(), "compact");

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.err()).containsExactly("a warning");
        assertThat(log).hasContent("a warning");
    }

    @Test
    void waitsForADriverOnTheCluster() throws Exception {
        assertThat(submitted("--deploy-mode", "cluster", "process").out())
                .containsSubsequence("--deploy-mode", "cluster", "spark.standalone.submit.waitAppCompletion=true");
    }

    @Test
    void failsWhenTheDriverOnTheClusterDid() throws Exception {
        executable(
                spark.resolve("bin/spark-submit"),
                "#!/bin/sh\necho 'INFO ClientEndpoint: State of driver driver-1 is '$STATE >&2\nexit 0\n");

        assertThat(submit("FINISHED", "--deploy-mode", "cluster", "process").exitCode())
                .isZero();
        Result failed = submit("FAILED", "--deploy-mode", "cluster", "process");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).last().asString().startsWith("Cannot process: the driver on the cluster failed");
    }

    @Test
    void saysInOneLineWhatIsWrongWithItsUse() throws Exception {
        assertThat(submitted().err())
                .containsExactly("Missing command, expected process or compact; sluice-submit --help says more");
        assertThat(submitted("--master").err())
                .containsExactly("Missing value of --master; sluice-submit --help says more");
        Result mode = submitted("--deploy-mode", "moon", "process");
        assertThat(mode.err()).containsExactly("Invalid --deploy-mode: moon, expected client or cluster");
        assertThat(mode.exitCode()).isEqualTo(2);
        Files.delete(spark.resolve("bin/spark-submit"));
        assertThat(submitted("process").err())
                .containsExactly("Cannot submit: SPARK_HOME is " + spark + ", but there is no "
                        + spark.resolve("bin/spark-submit"));
    }

    private record Result(int exitCode, List<String> out, List<String> err) {}

    private Result submitted(String... arguments) throws Exception {
        return submit("", arguments);
    }

    private Result submit(String state, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("batch/bin/sluice-submit").toString()));
        command.addAll(List.of(arguments));
        Path out = home.resolve("out");
        Path err = home.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("SPARK_HOME", spark.toString());
        builder.environment().put("STATE", state);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
