package dev.sluice.record.decode;

import com.fasterxml.aalto.in.ByteSourceBootstrapper;
import com.fasterxml.aalto.in.PName;
import com.fasterxml.aalto.in.ReaderConfig;
import com.fasterxml.aalto.in.XmlScanner;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import com.fasterxml.aalto.stax.StreamReaderImpl;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;

/** The parser with what is asked for at every event within reach: StAX checks its state each time. */
final class AaltoReader extends StreamReaderImpl {

    private AaltoReader(XmlScanner scanner) {
        super(scanner);
    }

    static InputFactoryImpl newFactory() {
        InputFactoryImpl factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory2.P_INTERN_NS_URIS, true);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    static AaltoReader open(InputFactoryImpl factory, Utf8Message message) throws XMLStreamException {
        ReaderConfig config = factory.getNonSharedConfig(null, null, null, false, false);
        return new AaltoReader(
                ByteSourceBootstrapper.construct(config, message.bytes(), message.from(), message.to() - message.from())
                        .bootstrap());
    }

    /** Of the current start or end tag. The same name comes as the same object, but for some with a prefix. */
    PName elementName() {
        return _currName;
    }

    int attributes() {
        return _attrCount;
    }

    PName attributeName(int i) {
        return _scanner.getAttrCollector().getName(i);
    }

    char[] text() throws XMLStreamException {
        return _scanner.getTextCharacters();
    }

    int textLength() throws XMLStreamException {
        return _scanner.getTextLength();
    }
}
