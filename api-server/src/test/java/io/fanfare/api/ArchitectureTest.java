package io.fanfare.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.fanfare.api", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] DRIVERS = {
    "com.datastax..",
    "java.sql..",
    "com.zaxxer..",
    "org.mariadb..",
    "org.apache.kafka..",
    "org.apache.http..",
    "org.elasticsearch.."
  };

  @ArchTest
  static final ArchRule NOTHING_SEES_FLINK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "io.fanfare.jobs..");

  @ArchTest
  static final ArchRule HANDLERS_TOUCH_NO_DRIVER =
      noClasses()
          .that()
          .resideInAnyPackage("io.fanfare.api.http..", "io.fanfare.api.feed..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DRIVERS);

  @ArchTest
  static final ArchRule READING_KNOWS_NO_HTTP =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.fanfare.api.dashboard..",
              "io.fanfare.api.models..",
              "io.fanfare.api.auth..",
              "io.fanfare.api.topics..",
              "io.fanfare.api.updates..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.javalin..", "io.fanfare.api.http..", "io.fanfare.api.feed..", "org.eclipse..");

  @ArchTest
  static final ArchRule SEARCH_AND_NOTIFICATIONS_KNOW_NO_HTTP =
      noClasses()
          .that()
          .resideInAnyPackage("io.fanfare.api.search..", "io.fanfare.api.notifications..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "io.fanfare.api.http..", "org.eclipse..");

  @ArchTest
  static final ArchRule PACKAGES_DO_NOT_FORM_CYCLES =
      slices().matching("io.fanfare.api.(*)..").should().beFreeOfCycles();
}
