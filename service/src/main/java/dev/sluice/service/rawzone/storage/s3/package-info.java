/**
 * The RAW zone in S3, or in a store that speaks it: the storage port in terms of conditional writes and of multipart
 * uploads that are completed only once they are committed.
 */
@NullMarked
package dev.sluice.service.rawzone.storage.s3;

import org.jspecify.annotations.NullMarked;
