package io.fanfare.workloads;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.fanfare.workloads", importOptions = DoNotIncludeTests.class)
class WorkloadsArchitectureTest {

  @ArchTest
  static final ArchRule WORKLOADS_SEE_NEITHER_COMMAND_LINE_NOR_JOBS_NOR_FLINK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fanfare.cli..", "io.fanfare.jobs..", "picocli..", "org.apache.flink..");

  @ArchTest
  static final ArchRule THE_SAMPLE_IS_PURE =
      noClasses()
          .that()
          .resideInAPackage("io.fanfare.workloads.sample..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "java.net..", "io.fanfare.local..", "io.fanfare.ops..");

  /** `workloads.(**)` would leave out the root package. */
  @ArchTest
  static final ArchRule PACKAGES_DO_NOT_FORM_CYCLES =
      slices().matching("io.fanfare.(**)").should().beFreeOfCycles();
}
