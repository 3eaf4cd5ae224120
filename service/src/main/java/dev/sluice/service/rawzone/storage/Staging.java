package dev.sluice.service.rawzone.storage;

import java.util.List;

/** Where a file waits, on a storage that has names for such files, until it is published. */
public final class Staging {

    private static final String ROOT = "_staging";

    private Staging() {}

    /** The file name is unique already; one flat folder per dataset keeps its prepared files a single listing. */
    public static String name(String path) {
        String dataset = path.substring(0, path.indexOf('/'));
        return folder(dataset) + path.substring(path.lastIndexOf('/'));
    }

    public static String folder(String dataset) {
        return ROOT + "/" + dataset;
    }

    /** @param names in the dataset's folder; the folders of their final paths are not known from them */
    public static List<Prepared> prepared(String dataset, List<String> names) {
        return names.stream()
                .map(name -> new Prepared(dataset + "/" + name, folder(dataset) + "/" + name, null))
                .toList();
    }

    /** The staged name of a file, which is the only kind of name that may ever be deleted. */
    public static String requireStaged(Prepared file) {
        if (file.staged() == null || !file.staged().startsWith(ROOT + "/")) {
            throw new IllegalArgumentException("Invalid staged file: " + file + ", expected a name in " + ROOT);
        }
        return file.staged();
    }
}
