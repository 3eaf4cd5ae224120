/** The RAW zone in HDFS: the storage port in terms of {@code FileContext}, whose renames fail instead of returning false. */
@NullMarked
package dev.sluice.service.rawzone.storage.hdfs;

import org.jspecify.annotations.NullMarked;
