package io.fanfare.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.fanfare.local", importOptions = DoNotIncludeTests.class)
class LocalArchitectureTest {

  /** The pattern `io.fanfare.local.(**)` would leave out the root package. */
  @ArchTest
  static final ArchRule PACKAGES_DO_NOT_FORM_CYCLES =
      slices().matching("io.fanfare.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule SERVERS_AND_PIPELINE_DO_NOT_KNOW_EACH_OTHER =
      slices().matching("io.fanfare.local.(server|pipeline)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule THE_STACK_KNOWS_NEITHER_ITS_USERS_NOR_THE_JOBS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fanfare.workloads..",
              "io.fanfare.cli..",
              "io.fanfare.jobs..",
              "picocli..",
              "org.apache.flink..");
}
