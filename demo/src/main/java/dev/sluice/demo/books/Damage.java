package dev.sluice.demo.books;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The ways in which a whole message can be bad, each with the reason that its dead letter must carry. */
enum Damage {
    EMPTY("empty-value") {
        @Override
        byte[] apply(String xml) {
            return new byte[0];
        }
    },
    JSON("not-xml") {
        @Override
        byte[] apply(String xml) {
            return utf8("{\"library\": \"this feed speaks XML\"}");
        }
    },
    CUT_OFF("truncated") {
        @Override
        byte[] apply(String xml) {
            byte[] whole = utf8(xml);
            return Arrays.copyOf(whole, utf8(xml.substring(0, xml.indexOf("title>"))).length);
        }
    },
    CROSSED_TAGS("malformed-xml") {
        @Override
        byte[] apply(String xml) {
            return utf8(xml.replaceFirst("<(\\w+:)?published_on>", "<$1published_at>"));
        }
    },
    LATIN_1_BYTES("invalid-encoding") {
        @Override
        byte[] apply(String xml) {
            byte[] whole = utf8(xml);
            // 0xFF stands in no UTF-8 text; here it stands within the first title.
            whole[utf8(xml.substring(0, xml.indexOf("title>"))).length + "title>".length()] = (byte) 0xFF;
            return whole;
        }
    },
    ENTITY_BOMB("entity-declaration-refused") {
        @Override
        byte[] apply(String xml) {
            return utf8("<!DOCTYPE library [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                    + "<library id=\"&b;\"><book/></library>");
        }
    },
    EXTERNAL_ENTITY("external-entity-refused") {
        @Override
        byte[] apply(String xml) {
            return utf8("<!DOCTYPE library [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                    + "<library id=\"L-00\"><book><title>&x;</title></book></library>");
        }
    },
    NO_BOOKS("no-records") {
        @Override
        byte[] apply(String xml) {
            return utf8("<library id=\"L-00\"><!-- closed for stocktaking --></library>");
        }
    };

    private final String reason;

    Damage(String reason) {
        this.reason = reason;
    }

    /** @param xml a good message of at least one book */
    abstract byte[] apply(String xml);

    String reason() {
        return reason;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
