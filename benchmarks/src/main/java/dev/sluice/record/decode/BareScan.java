package dev.sluice.record.decode;

import dev.sluice.record.definition.Dtd;
import dev.sluice.record.definition.Limits;

/** Lets the benchmarks measure a part of decoding that nobody else needs by itself. Not thread-safe. */
public final class BareScan {

    private final MessageEncoding encoding = new MessageEncoding();
    private final XmlScanner scanner = new XmlScanner(Limits.DEFAULT, Dtd.REFUSE);

    /** Over every event, asked for nothing. */
    public long walk(byte[] message) {
        try {
            scanner.open(encoding.toUtf8(message));
            long sum = 0;
            int event = 0;
            while (event != XmlScanner.END_DOCUMENT) {
                event = scanner.next();
                sum = 31 * sum + event;
            }
            return sum;
        } catch (RefusedMessageException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
