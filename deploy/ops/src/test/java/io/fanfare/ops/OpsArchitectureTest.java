package io.fanfare.ops;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.fanfare.ops", importOptions = DoNotIncludeTests.class)
class OpsArchitectureTest {

  /** An operation works on any Fanfare, and can be called from any program. */
  @ArchTest
  static final ArchRule OPERATIONS_KNOW_ADDRESSES_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fanfare.local..",
              "io.fanfare.workloads..",
              "io.fanfare.cli..",
              "io.fanfare.jobs..",
              "picocli..",
              "org.apache.flink..");

  /** Each package is a slice, the root package `ops`, too. */
  @ArchTest
  static final ArchRule PACKAGES_DO_NOT_FORM_CYCLES =
      slices().matching("io.fanfare.(**)").should().beFreeOfCycles();
}
