package dev.sluice.record.commandline;

import dev.sluice.record.durable.LocalFolder;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For options that name a folder: {@code @Option(converter = LocalFolderConverter.class)}. */
public final class LocalFolderConverter implements ITypeConverter<Path> {

    @Override
    public Path convert(String name) {
        try {
            return LocalFolder.of(name);
        } catch (IllegalArgumentException invalid) {
            throw new TypeConversionException(String.valueOf(invalid.getMessage()));
        }
    }
}
