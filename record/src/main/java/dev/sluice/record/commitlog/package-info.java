/**
 * The commit log of the RAW zone as JSON records: what the service writes and the batch reads. Never touches a
 * data file.
 */
@NullMarked
package dev.sluice.record.commitlog;

import org.jspecify.annotations.NullMarked;
