/**
 * What every command of the command line shares: options, exit codes, and errors of one line. Never decides what a
 * command does.
 */
@NullMarked
package dev.sluice.record.commandline;

import org.jspecify.annotations.NullMarked;
