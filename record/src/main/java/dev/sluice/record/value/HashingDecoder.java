package dev.sluice.record.value;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Puts a keyed hash in the place of a text. A plain hash would not do: names and numbers of people are few enough to
 * try them all.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>
 */
final class HashingDecoder implements ValueDecoder {

    private static final String ALGORITHM = "HmacSHA256";

    private final ValueDecoder text;
    private final SecretKeySpec key;

    HashingDecoder(ValueDecoder text, byte[] key) {
        this.text = text;
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    @Override
    public @Nullable Object decode(byte[] utf8, int from, int to) {
        Object value = text.decode(utf8, from, to);
        return value == null || value == INVALID ? value : hash((String) value);
    }

    private String hash(String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String expected() {
        return text.expected();
    }
}
