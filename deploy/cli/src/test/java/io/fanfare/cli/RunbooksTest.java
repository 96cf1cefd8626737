package io.fanfare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each alert has its page, and each command of a page is one that this program takes. */
class RunbooksTest {

  private static final Path DEPLOY = Path.of("..");
  private static final Path PAGES = DEPLOY.resolve("runbooks");
  private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
  private static final Pattern TESTED = Pattern.compile("(?m)alertname: (\\w+)");
  private static final Pattern PAGE = Pattern.compile("(?m)runbook: deploy/runbooks/(\\w+)\\.md$");
  private static final Pattern COMMAND = Pattern.compile("(?m)^fanfare (.+)$");

  @Test
  void eachAlertHasItsPageAndItsTest() throws IOException {
    List<String> alerts = found(ALERT, "rules.yml");
    assertThat(alerts).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(19);
    assertThat(found(PAGE, "rules.yml")).isEqualTo(alerts);
    assertThat(Set.copyOf(found(TESTED, "rules-test.yml"))).isEqualTo(Set.copyOf(alerts));
    assertThat(pages().map(RunbooksTest::name).collect(Collectors.toSet()))
        .isEqualTo(Set.copyOf(alerts));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theCommandsOfEachPageAreReal(Path page) throws IOException {
    List<String> commands =
        COMMAND.matcher(Files.readString(page)).results().map(line -> line.group(1)).toList();
    assertThat(commands).as(page.toString()).isNotEmpty();
    for (String command : commands) {
      assertThat(command).contains("--config");
      assertThatCode(() -> FanfareProgram.commandLine().parseArgs(command.split(" ")))
          .as("%s of %s", command, page)
          .doesNotThrowAnyException();
    }
  }

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files.filter(file -> !name(file).equals("README")).toList().stream();
    }
  }

  private static String name(Path page) {
    return page.getFileName().toString().replace(".md", "");
  }

  private static List<String> found(Pattern pattern, String file) throws IOException {
    return pattern
        .matcher(Files.readString(DEPLOY.resolve("observability").resolve(file)))
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
