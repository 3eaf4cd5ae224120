/**
 * The parts of a running pipeline: commands of the launcher as child processes, and whether everything that was sent
 * has come through. Knows Sluice as a user does: by its commands, its topics and its consumer groups.
 */
@NullMarked
package dev.sluice.demo.pipeline;

import org.jspecify.annotations.NullMarked;
