package dev.sluice.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which packages may know which others. */
class ImportRulesTest {

    private static final Path HOME = Path.of(System.getProperty("sluice.home"));
    private static final String[] DECODE_SIDE = {
        "dev.sluice.service.topology..",
        "dev.sluice.service.decode..",
        "dev.sluice.service.rekey..",
        "dev.sluice.service.dedup..",
        "dev.sluice.service.deadletter..",
        "dev.sluice.service.audit..",
        "dev.sluice.service.protection..",
        "dev.sluice.service.dlq.."
    };

    private static JavaClasses all;

    @BeforeAll
    static void importAllModules() {
        all = new ClassFileImporter()
                .importPaths(Stream.of("record", "service", "batch", "demo")
                        .map(module -> HOME.resolve(module).resolve("target/classes"))
                        .toList());
    }

    @Test
    void seesEveryModule() {
        for (String module : new String[] {"record", "service", "batch", "demo"}) {
            assertThat(all.stream().map(type -> type.getPackageName()))
                    .as(module)
                    .anyMatch(name -> name.startsWith("dev.sluice." + module));
        }
    }

    @Test
    void batchAndServiceNeverMeet() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.batch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sluice.service..", "dev.sluice.demo..")
                .check(all);
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.service..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sluice.batch..", "dev.sluice.demo..")
                .check(all);
    }

    @Test
    void theDemoUsesThePipelineOnlyFromOutside() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sluice.service..", "dev.sluice.batch..")
                .check(all);
    }

    @Test
    void recordNeedsNeitherKafkaNorAFramework() {
        classes()
                .that()
                .resideInAPackage("dev.sluice.record..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(
                        "dev.sluice.service..",
                        "dev.sluice.batch..",
                        "dev.sluice.demo..",
                        "org.apache.kafka..",
                        "org.springframework..",
                        "org.apache.spark..",
                        "org.apache.hadoop..",
                        "org.apache.parquet..")
                .check(all);
    }

    @Test
    void theStreamNeverSeesTheRawZone() {
        noClasses()
                .that()
                .resideInAnyPackage(DECODE_SIDE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sluice.service.rawzone..")
                .check(all);
    }

    @Test
    void theRawZoneNeverSeesTheStream() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.service.rawzone..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DECODE_SIDE)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..")
                .check(all);
    }

    /** Settings records may use Spring's units and defaults: those are words, not wiring. */
    @Test
    void onlyTheRootPackageOfTheServiceWiresSpring() {
        var wiring = resideInAPackage("org.springframework..")
                .and(not(resideInAnyPackage(
                        "org.springframework.boot.context.properties.bind..", "org.springframework.util.unit..")));
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.service.*..")
                .should()
                .dependOnClassesThat(wiring)
                .check(all);
    }
}
