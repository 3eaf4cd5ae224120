/** The service and what an outage has left for it: how fast that drains, and what memory it takes. */
@NullMarked
package dev.sluice.benchmarks.backlog;

import org.jspecify.annotations.NullMarked;
