/**
 * Typed records go in; rows that keep every rule of their definition, or the rules they break, come out. Never
 * changes a value.
 */
@NullMarked
package dev.sluice.record.validate;

import org.jspecify.annotations.NullMarked;
