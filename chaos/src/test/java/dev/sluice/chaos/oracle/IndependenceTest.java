package dev.sluice.chaos.oracle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class IndependenceTest {

    @Test
    void theOracleSharesNoCodeWithWhatItJudges() {
        var oracle = new ClassFileImporter().importPackagesOf(Oracle.class);

        classes()
                .that()
                .resideInAPackage("dev.sluice.chaos.oracle")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "dev.sluice.chaos.oracle",
                        // of this test
                        "com.tngtech..",
                        "org.assertj..",
                        "org.junit..")
                .check(oracle);
    }
}
