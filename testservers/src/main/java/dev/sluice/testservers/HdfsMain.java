package dev.sluice.testservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** A NameNode and a DataNode in one process; formats their directories on the first start only. */
final class HdfsMain {

    private HdfsMain() {}

    /** Takes the NameNode's port and the directory. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[1]);
        var conf = new Configuration();
        conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.toString());
        conf.setInt("dfs.replication", 1);
        // A dead writer's lease would otherwise be respected for an hour.
        conf.setInt("dfs.namenode.safemode.extension", 0);
        conf.setInt("dfs.heartbeat.interval", 1);
        boolean isNew = !Files.exists(directory.resolve("name-0-1").resolve("current"));
        new MiniDFSCluster.Builder(conf)
                .nameNodePort(Integer.parseInt(args[0]))
                .numDataNodes(1)
                .format(isNew)
                .build()
                .waitActive();
    }
}
