/**
 * The faults: each is done to service instances in a world of their own while rows flow, and ends with the oracle's
 * verdict. Nothing of this is on the class path of the service as it is delivered.
 */
@NullMarked
package dev.sluice.chaos;

import org.jspecify.annotations.NullMarked;
