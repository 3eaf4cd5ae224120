/**
 * Two definitions of one dataset go in; what changed, and what that does to files and tables, comes out. Looks at
 * definitions alone, never at data.
 */
@NullMarked
package dev.sluice.record.compatibility;

import org.jspecify.annotations.NullMarked;
