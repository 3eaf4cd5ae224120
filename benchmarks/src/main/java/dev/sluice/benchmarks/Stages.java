package dev.sluice.benchmarks;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.sluice.record.avro.Lineage;
import dev.sluice.record.avro.RowEncoder;
import dev.sluice.record.decode.BareScan;
import dev.sluice.record.decode.Decoded;
import dev.sluice.record.decode.Decoded.Candidate;
import dev.sluice.record.decode.MessageDecoder;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.InvalidDefinitionException;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.validate.RowValidator;
import dev.sluice.record.validate.Verdict;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.io.Stax2ByteArraySource;

/** What is measured, for one message each. Every answer depends on all of the work. Not thread-safe. */
final class Stages {

    private static final Lineage LINEAGE = new Lineage(3, 123_456_789, 1_782_864_000_000L, 495_240, 0);

    private final InputFactoryImpl factory = new InputFactoryImpl();
    private final BareScan scanner = new BareScan();
    private final MessageDecoder decoder;
    private final RowValidator validator;
    private final RowEncoder encoder;

    Stages() {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        RecordDefinition definition = definition();
        this.decoder = new MessageDecoder(definition);
        this.validator = new RowValidator(definition);
        this.encoder = new RowEncoder(definition);
    }

    private static RecordDefinition definition() {
        Path file = Path.of(System.getProperty("sluice.examples", "examples"), "books", "definition.yaml");
        try {
            return DefinitionReader.read(file);
        } catch (InvalidDefinitionException failure) {
            throw new IllegalStateException("Cannot read " + file.toAbsolutePath(), failure);
        }
    }

    /** The parser alone, over every event, asked for nothing. */
    long walk(byte[] message) {
        try {
            XMLStreamReader reader =
                    factory.createXMLStreamReader(new Stax2ByteArraySource(message, 0, message.length));
            long sum = 0;
            while (reader.hasNext()) {
                sum = 31 * sum + reader.next();
            }
            return sum;
        } catch (XMLStreamException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The parser alone, asked for every name, attribute and text: what any decoder has to ask for at the least. */
    long read(byte[] message) {
        try {
            XMLStreamReader reader =
                    factory.createXMLStreamReader(new Stax2ByteArraySource(message, 0, message.length));
            long sum = 0;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamReader.START_ELEMENT -> {
                        sum += reader.getLocalName().length();
                        for (int i = 0; i < reader.getAttributeCount(); i++) {
                            sum += reader.getAttributeValue(i).length();
                        }
                    }
                    case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA ->
                        sum += reader.getTextCharacters()[reader.getTextStart()] + reader.getTextLength();
                    default -> sum *= 31;
                }
            }
            return sum;
        } catch (XMLStreamException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Our own scanner alone, with all its checks. */
    long scan(byte[] message) {
        return scanner.walk(message);
    }

    long decode(byte[] message) {
        long sum = 0;
        for (Candidate candidate : ((Decoded.Records) decoder.decode(message)).candidates()) {
            sum += candidate.row().values().length;
        }
        return sum;
    }

    long decodeAndValidate(byte[] message) {
        long sum = 0;
        for (Candidate candidate : ((Decoded.Records) decoder.decode(message)).candidates()) {
            if (validator.validate(candidate) instanceof Verdict.Accepted accepted) {
                sum += accepted.row().values().length;
            }
        }
        return sum;
    }

    long decodeValidateAndEncode(byte[] message) {
        long sum = 0;
        for (Candidate candidate : ((Decoded.Records) decoder.decode(message)).candidates()) {
            if (validator.validate(candidate) instanceof Verdict.Accepted accepted) {
                sum += encoder.encode(accepted.row(), LINEAGE).length;
            }
        }
        return sum;
    }
}
