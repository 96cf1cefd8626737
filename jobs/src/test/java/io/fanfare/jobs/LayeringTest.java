package io.fanfare.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.fanfare", importOptions = DoNotIncludeTests.class)
class LayeringTest {

  @ArchTest
  static final ArchRule RULES_ARE_PURE =
      classes()
          .that()
          .resideInAPackage("io.fanfare.jobs..domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "org.apache.avro..",
              "io.fanfare.schemas..",
              "io.fanfare.jobs..domain..")
          .because(
              "a pure rule can be tried a million times in a second, and decides the same twice");

  @ArchTest
  static final ArchRule JOBS_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching("io.fanfare.jobs.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(alwaysTrue(), resideInAPackage("io.fanfare.jobs.runtime.."))
          .ignoreDependency(resideInAPackage("io.fanfare.jobs.savepoints.."), alwaysTrue())
          .because("jobs meet at topics");

  @ArchTest
  static final ArchRule RUNTIME_KNOWS_NO_JOB =
      noClasses()
          .that()
          .resideInAPackage("io.fanfare.jobs.runtime..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.fanfare.jobs..")
                  .and(not(resideInAPackage("io.fanfare.jobs.runtime.."))));

  @ArchTest
  static final ArchRule CONNECTORS_DO_NOT_KNOW_JOBS =
      noClasses()
          .that()
          .resideInAnyPackage("io.fanfare.connectors..", "io.fanfare.schemas..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fanfare.jobs..");
}
