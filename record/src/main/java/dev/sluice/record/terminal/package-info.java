/** What is going on goes in, lines for a person come out on standard error. Never writes to standard output. */
@NullMarked
package dev.sluice.record.terminal;

import org.jspecify.annotations.NullMarked;
