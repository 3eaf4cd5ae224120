/**
 * What runs inside a service process under test: on its class path this package finds its way around the storage port,
 * and makes chosen calls hang, fail or lie. Knows nothing of what else is done to the process, and judges nothing.
 */
@NullMarked
package dev.sluice.chaos.inside;

import org.jspecify.annotations.NullMarked;
