/**
 * The dead-letter topic as a person works with it: letters go in, lists, pages, files and redriven messages come out.
 * Never judges a letter again, and never shows payload that could steer a terminal.
 */
@NullMarked
package dev.sluice.service.dlq;

import org.jspecify.annotations.NullMarked;
