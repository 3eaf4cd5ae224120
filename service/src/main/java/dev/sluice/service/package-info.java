/**
 * Wires the service: settings go in, a running stream with its sink, health and metrics comes out. The only
 * package that knows Spring and both halves, the topology and the RAW sink.
 */
@NullMarked
package dev.sluice.service;

import org.jspecify.annotations.NullMarked;
