package dev.sluice.record.value;

import java.time.LocalDate;

/** {@code 2026-01-31}, proleptic; an offset after it is checked and dropped: the date is the one that is written. */
final class DateDecoder extends AtomicDecoder {

    DateDecoder() {
        super("date, such as 2026-01-31");
    }

    @Override
    Object decodeTrimmed(byte[] text, int from, int to) {
        int date = XsdTemporal.date(text, from, to);
        if (date == XsdTemporal.NONE) {
            return INVALID;
        }
        int end = from + XsdTemporal.DATE_LENGTH;
        return end < to && XsdTemporal.offsetSeconds(text, end, to) == XsdTemporal.NONE
                ? INVALID
                : LocalDate.of(XsdTemporal.year(date), XsdTemporal.month(date), XsdTemporal.day(date));
    }
}
