package dev.sluice.record.definition;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Compiles the XML schema of a definition. It consists of files in the definition's folder, and of nothing else. */
final class SchemaReader {

    /** Names files to the compiler: no protocol, so that nothing can be fetched by such a name. */
    private static final String FILE = "sluice:/";

    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
    private static final String EXPECTED = "expected a file in the definition's folder or below it";

    private final String fileName;
    private final Fields fields;
    private final DefinitionVersion version;
    private final Problems problems;
    /** Paths from the definition's folder; the place in the list is the name for the compiler. */
    private final List<Path> files = new ArrayList<>();

    SchemaReader(String fileName, Fields fields, DefinitionVersion version, Problems problems) {
        this.fileName = fileName;
        this.fields = fields;
        this.version = version;
        this.problems = problems;
    }

    /** The schema, or null when there is none or a problem with it. */
    @Nullable
    Schema read() {
        String schema = fields.text("schema");
        if (schema == null) {
            return null;
        }
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            DOMImplementationLS inputs = inputs();
            factory.setResourceResolver((type, namespace, publicId, location, base) ->
                    location == null ? null : input(inputs, type, location, base));
            factory.setErrorHandler(new Told());
            Path file = resolve(Path.of(""), schema);
            return factory.newSchema(new StreamSource(new ByteArrayInputStream(content(file)), name(file)));
        } catch (RefusedFileException refused) {
            problems.add(fields.place("schema"), "Invalid schema: " + refused.getMessage());
        } catch (SAXException invalid) {
            if (problems.isEmpty()) {
                problems.add(fields.place("schema"), "Invalid schema: " + invalid.getMessage());
            }
        }
        return null;
    }

    private static DOMImplementationLS inputs() {
        try {
            return (DOMImplementationLS) DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .getFeature("LS", "3.0");
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What a schema file includes, imports or redefines; null would let the compiler look for it. */
    private LSInput input(DOMImplementationLS inputs, String type, String location, @Nullable String base) {
        Path from = base == null || !base.startsWith(FILE) ? Path.of("") : file(base);
        if (!type.equals(XMLConstants.W3C_XML_SCHEMA_NS_URI)) {
            throw new RefusedFileException(
                    from + " refers to " + location + ", expected a schema without external DTD");
        }
        try {
            Path file = resolve(from, location);
            LSInput input = inputs.createLSInput();
            input.setSystemId(name(file));
            input.setByteStream(new ByteArrayInputStream(content(file)));
            return input;
        } catch (RefusedFileException refused) {
            throw new RefusedFileException(from + " refers to " + refused.getMessage());
        }
    }

    /** @param from the file that refers to the other */
    private static Path resolve(Path from, String location) {
        try {
            Path file = from.resolveSibling(location).normalize();
            if (!URL.matcher(location).matches() && !file.isAbsolute() && !file.startsWith("..")) {
                return file;
            }
        } catch (InvalidPathException invalid) {
            // Told below, together with what is elsewhere.
        }
        throw new RefusedFileException(location + ", " + EXPECTED);
    }

    private byte[] content(Path file) {
        try {
            Path folder = folder().toRealPath();
            Path real = folder.resolve(file).toRealPath();
            if (!real.startsWith(folder)) {
                throw new RefusedFileException(file + ", a link to another folder, " + EXPECTED);
            }
            byte[] content = Files.readAllBytes(real);
            version.addSchemaFile(file.toString(), content);
            return content;
        } catch (NoSuchFileException missing) {
            throw new RefusedFileException(file + ", no such file, " + EXPECTED);
        } catch (IOException failed) {
            throw new RefusedFileException(file + ", which cannot be read, " + EXPECTED);
        }
    }

    private Path folder() {
        return Path.of(fileName).resolveSibling("").toAbsolutePath();
    }

    private String name(Path file) {
        if (!files.contains(file)) {
            files.add(file);
        }
        return FILE + files.indexOf(file);
    }

    private Path file(String name) {
        return files.get(Integer.parseInt(name.substring(FILE.length())));
    }

    /** Every error of a schema is told where it stands. */
    private final class Told implements ErrorHandler {

        @Override
        public void warning(SAXParseException warning) {
            // Says that a file is read twice, and the like.
        }

        @Override
        public void error(SAXParseException error) {
            String name = error.getSystemId();
            Path file = name == null || !name.startsWith(FILE) ? files.get(0) : file(name);
            problems.add(new DefinitionProblem(
                    Path.of(fileName).resolveSibling(file).toString(),
                    Math.max(1, error.getLineNumber()),
                    Math.max(1, error.getColumnNumber()),
                    "Invalid schema: " + withPaths(String.valueOf(error.getMessage()))));
        }

        @Override
        public void fatalError(SAXParseException error) {
            error(error);
        }

        private String withPaths(String message) {
            String told = message;
            for (int i = files.size() - 1; i >= 0; i--) {
                told = told.replace(FILE + i, files.get(i).toString());
            }
            return told;
        }
    }

    /** Takes a refusal through the compiler, which has no place for it. */
    private static final class RefusedFileException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedFileException(String message) {
            super(message, null, false, false);
        }
    }
}
