package dev.sluice.record.value;

/**
 * The pieces that date, time and dateTime of XML Schema Part 2 are made of. Each reads at a place and answers with
 * a number, or with {@link #NONE} where there is no such piece.
 */
final class XsdTemporal {

    static final int NONE = Integer.MIN_VALUE;
    static final int DATE_LENGTH = 10;
    static final long MICROS_PER_SECOND = 1_000_000;
    static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    private static final int TIME_LENGTH = 8;
    private static final int MAX_OFFSET_SECONDS = 14 * 3600;

    private XsdTemporal() {}

    /** {@code YYYY-MM-DD} with a year of 0001 to 9999 as year * 512 + month * 32 + day. */
    static int date(byte[] text, int from, int to) {
        if (to - from < DATE_LENGTH || text[from + 4] != '-' || text[from + 7] != '-') {
            return NONE;
        }
        int century = twoDigits(text, from);
        int yearOfCentury = twoDigits(text, from + 2);
        int month = twoDigits(text, from + 5);
        int day = twoDigits(text, from + 8);
        if (century < 0 || yearOfCentury < 0 || month < 1 || month > 12 || day < 1) {
            return NONE;
        }
        int year = century * 100 + yearOfCentury;
        return year == 0 || day > lengthOfMonth(year, month) ? NONE : year << 9 | month << 5 | day;
    }

    static int year(int date) {
        return date >> 9;
    }

    static int month(int date) {
        return date >> 5 & 15;
    }

    static int day(int date) {
        return date & 31;
    }

    /** Where the {@code hh:mm:ss} with optional fraction that begins at a place ends. */
    static int endOfTime(byte[] text, int from, int to) {
        int i = from + TIME_LENGTH;
        if (i > to) {
            return NONE;
        }
        if (i < to && text[i] == '.') {
            int digits = i + 1;
            i = digits;
            while (i < to && text[i] >= '0' && text[i] <= '9') {
                i++;
            }
            return i == digits ? NONE : i;
        }
        return i;
    }

    /** Microseconds of the day, {@link #MICROS_PER_DAY} for 24:00:00; {@link #NONE} also for what is finer. */
    static long timeMicros(byte[] text, int from, int end) {
        int hour = twoDigits(text, from);
        int minute = twoDigits(text, from + 3);
        int second = twoDigits(text, from + 6);
        boolean colons = text[from + 2] == ':' && text[from + 5] == ':';
        if (!colons || hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return NONE;
        }
        long fraction = 0;
        int scale = 0;
        for (int i = from + TIME_LENGTH + 1; i < end; i++) {
            int digit = text[i] - '0';
            if (scale < 6) {
                fraction = fraction * 10 + digit;
                scale++;
            } else if (digit != 0) {
                return NONE;
            }
        }
        for (; scale < 6; scale++) {
            fraction *= 10;
        }
        long micros = (hour * 3600L + minute * 60L + second) * MICROS_PER_SECOND + fraction;
        return micros > MICROS_PER_DAY ? NONE : micros;
    }

    /** Seconds east of UTC, for {@code Z} or {@code +hh:mm} that fills the text from a place to its end. */
    static int offsetSeconds(byte[] text, int from, int to) {
        if (to - from == 1) {
            return text[from] == 'Z' ? 0 : NONE;
        }
        if (to - from != 6 || text[from + 3] != ':' || text[from] != '+' && text[from] != '-') {
            return NONE;
        }
        int hours = twoDigits(text, from + 1);
        int minutes = twoDigits(text, from + 4);
        if (hours < 0 || minutes < 0 || minutes > 59) {
            return NONE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return seconds > MAX_OFFSET_SECONDS ? NONE : text[from] == '-' ? -seconds : seconds;
    }

    private static int twoDigits(byte[] text, int i) {
        int tens = text[i] - '0';
        int ones = text[i + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private static int lengthOfMonth(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }
}
