/**
 * Topics as commands read them: what is committed when they ask, without a consumer group. Never waits for more.
 */
@NullMarked
package dev.sluice.service.snapshot;

import org.jspecify.annotations.NullMarked;
