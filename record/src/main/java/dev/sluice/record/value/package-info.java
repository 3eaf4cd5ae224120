/**
 * The text of one value goes in; a typed value, or the news that it is none of its type, comes out, by the lexical
 * rules of XML Schema Part 2. Knows nothing of columns and documents, and never rounds, guesses or overflows.
 */
@NullMarked
package dev.sluice.record.value;

import org.jspecify.annotations.NullMarked;
