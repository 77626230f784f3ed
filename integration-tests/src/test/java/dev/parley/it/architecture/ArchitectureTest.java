package dev.parley.it.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use whom (docs/architecture.md), and the house rules that a compiler cannot hold. */
class ArchitectureTest {
    private static final JavaClasses PARLEY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.parley");

    private static final List<String> BEHIND_THE_BUS =
            List.of("gateway", "auth", "contacts", "message", "presence", "notification", "search");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model",
                "broker",
                "postgres",
                "mongoserver",
                "gateway",
                "auth",
                "contacts",
                "message",
                "presence",
                "notification",
                "search",
                "launcher",
                "embedded"
            })
    void rulesSeeEveryModule(String module) {
        assertThat(PARLEY.stream().filter(one -> one.getPackageName().startsWith("dev.parley." + module)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "auth", "contacts", "message", "presence", "notification", "search"})
    void gatewayAndVerticlesNeverSeeEachOther(String module) {
        var others = BEHIND_THE_BUS.stream()
                .filter(other -> !other.equals(module))
                .map(other -> "dev.parley." + other + "..")
                .toArray(String[]::new);

        Rules.mayNotUse("dev.parley." + module + "..", others).check(PARLEY);
    }

    @Test
    void nothingButEmbeddedUsesTheLauncherAndNothingUsesEmbedded() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.parley.launcher..", "dev.parley.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.parley.launcher..", "dev.parley.embedded..")
                .check(PARLEY);
        Rules.mayNotUse("dev.parley.launcher..", "dev.parley.embedded..").check(PARLEY);
    }

    @Test
    void sharedModelKnowsNoDriverNoWebAndNoOtherModule() {
        classes()
                .that()
                .resideInAPackage("dev.parley.model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.parley.model..",
                        "java..",
                        "io.vertx.core..",
                        "com.fasterxml.jackson..",
                        "com.github.f4b6a3.uuid..",
                        "io.micrometer.core.instrument..",
                        "org.slf4j..",
                        "org.jspecify..")
                .check(PARLEY);
    }

    /** Each driver only in its own modules; embedded checks that the servers it starts answer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "io.vertx.ext.mongo..    | message embedded",
                "com.mongodb..           | message embedded",
                "io.vertx.redis..        | presence embedded",
                "io.vertx.pgclient..     | postgres embedded",
                "io.vertx.sqlclient..    | postgres auth contacts notification search embedded",
                "org.postgresql..        | postgres embedded",
                "org.flywaydb..          | postgres",
                "io.vertx.rabbitmq..     | broker embedded",
                "com.rabbitmq..          | broker embedded",
                "dev.parley.broker..     | broker gateway message notification search launcher",
                "de.bwaldvogel..         | mongoserver embedded",
                "org.h2..                | mongoserver embedded",
                "dev.parley.mongoserver..| mongoserver embedded",
                "dev.parley.postgres..   | postgres auth contacts notification search launcher",
                "io.vertx.ext.web..      | gateway launcher",
                "io.vertx.ext.auth..     | gateway auth",
                "org.apache.lucene..     | search",
                "com.password4j..        | auth",
                "io.micrometer.prometheusmetrics..| launcher",
                "ch.qos.logback..        | launcher",
                "io.opentelemetry..      | launcher",
                "com.hazelcast..         | launcher",
                "com.typesafe.config..   | launcher"
            })
    void driversStayInTheirModules(String driver, String modules) {
        var allowed = Arrays.stream(modules.split(" "))
                .map(module -> "dev.parley." + module + "..")
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(driver)
                .check(PARLEY);
    }

    @Test
    void nobodySleeps() {
        Rules.NO_SLEEP.check(PARLEY);
    }

    @Test
    void onlyWhatStartsAProcessPrints() {
        Rules.NO_PRINTING.check(PARLEY);
    }

    @Test
    void nothingBehindTheBusBlocks() {
        Rules.NO_BLOCKING.check(PARLEY);
    }

    @Test
    void verticlesExtendVerticleBase() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Verticle")
                .should()
                .beAssignableTo(VerticleBase.class)
                .check(PARLEY);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(PARLEY.stream()
                        .map(one -> one.getPackage())
                        .distinct()
                        .filter(one ->
                                one.tryGetAnnotationOfType(NullMarked.class).isEmpty())
                        .map(one -> one.getName()))
                .isEmpty();
    }

    /** A rule that cannot fail holds nothing: each one here finds what {@link Violations} does. */
    @Test
    void rulesFindViolations() {
        var violations = new ClassFileImporter().importClasses(Violations.class);

        assertThat(List.of(
                        Rules.NO_SLEEP,
                        Rules.NO_PRINTING,
                        Rules.NO_BLOCKING,
                        Rules.mayNotUse("dev.parley.it..", "io.vertx.core..")))
                .allSatisfy(rule -> assertThat(rule.evaluate(violations).hasViolation())
                        .as(rule.getDescription())
                        .isTrue());
    }

    /** Rules that are used more than once. */
    static final class Rules {
        static final ArchRule NO_SLEEP = noClasses().should(callMethod(Thread.class, "sleep", long.class));

        static final ArchRule NO_PRINTING = noClasses()
                .that()
                .resideOutsideOfPackages("dev.parley.launcher..", "dev.parley.embedded..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace");

        static final ArchRule NO_BLOCKING = noClasses()
                .that()
                .resideOutsideOfPackages("dev.parley.launcher..", "dev.parley.embedded..")
                .should()
                .callMethod(CompletableFuture.class, "join")
                .orShould()
                .callMethod(CompletableFuture.class, "get")
                .orShould()
                .callMethod(CountDownLatch.class, "await")
                .orShould()
                .callMethod(Future.class, "await");

        private Rules() {}

        static ArchRule mayNotUse(String module, String... others) {
            return noClasses()
                    .that()
                    .resideInAPackage(module)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others);
        }
    }
}
