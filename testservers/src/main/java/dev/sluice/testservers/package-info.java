/**
 * A directory goes in, a real HDFS or S3 server in a process of its own comes out, reachable on loopback only. Never
 * outlives the process that started it, and never puts a server's classes on that process's class path.
 */
@NullMarked
package dev.sluice.testservers;

import org.jspecify.annotations.NullMarked;
