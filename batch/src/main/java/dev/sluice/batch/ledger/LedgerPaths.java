package dev.sluice.batch.ledger;

import java.util.Locale;

/** Names within a dataset's folder of the Processed Zone, relative to the zone's root. */
record LedgerPaths(String dataset) {

    /** Spark, Hive and Trino ignore folders that begin with an underscore. */
    private String root() {
        return dataset + "/_sluice";
    }

    String commits() {
        return root() + "/commits";
    }

    String commit(long number) {
        return commits() + "/" + digits(number) + ".json";
    }

    /** Number of the newest batch that is known to be rolled forward; a hint, may lag or be lost. */
    String finished() {
        return root() + "/finished";
    }

    /** Number of the newest batch whose removed files are deleted, where a table keeps them for a while; a hint. */
    String cleaned() {
        return root() + "/cleaned";
    }

    /** Of the run that is at work. */
    String lease() {
        return root() + "/lease";
    }

    String staging() {
        return root() + "/staging";
    }

    /** Begins with the batch's number: once that is taken, the folder's owner can no longer commit it. */
    String staging(long number, String batchId) {
        return staging() + "/" + digits(number) + "-" + batchId;
    }

    static String digits(long number) {
        return String.format(Locale.ROOT, "%020d", number);
    }
}
