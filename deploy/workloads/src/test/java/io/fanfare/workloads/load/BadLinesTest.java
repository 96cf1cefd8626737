package io.fanfare.workloads.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BadLinesTest {

  private final BadLines badLines = new BadLines();

  @Test
  void withoutBadLinesTheReportIsEmpty() {
    assertThat(badLines.report("f")).isEmpty();
  }

  @Test
  void theFirstAreShownAndAllAreCounted() {
    for (int line = 1; line <= 12; line++) {
      badLines.add(line, line % 2 == 0 ? "even" : "odd", "text " + line);
    }
    assertThat(badLines.count()).isEqualTo(12);
    assertThat(badLines.report("f.csv"))
        .hasSize(1 + 10 + 1 + 2)
        .startsWith("12 bad lines in f.csv were skipped:", "  line 1: odd: text 1")
        .endsWith("  and 2 more", "         6 × even", "         6 × odd");
  }

  @Test
  void aLineCannotDisturbTheTerminal() {
    badLines.add(1, "r", "\033[2Jx" + "🎧".repeat(100));
    assertThat(badLines.report("f").get(1))
        .doesNotContain("\033")
        .endsWith("🎧…")
        .hasSizeLessThan(200);
  }
}
