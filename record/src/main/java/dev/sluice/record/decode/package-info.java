/**
 * XML bytes go in, typed rows or a reason why there are none come out, in one streaming pass, and a second one
 * where a schema must be met. Never throws
 * for what a message holds, never resolves anything outside the message.
 */
@NullMarked
package dev.sluice.record.decode;

import org.jspecify.annotations.NullMarked;
