/**
 * Keeps a flood of bad input from becoming a flood of dead letters, and a backlog from taking more than its share. What
 * enters are the results of validation; what leaves are pauses of the input. Never drops or judges a message.
 */
@NullMarked
package dev.sluice.service.protection;

import org.jspecify.annotations.NullMarked;
