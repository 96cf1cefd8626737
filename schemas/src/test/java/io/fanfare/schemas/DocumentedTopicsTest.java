package io.fanfare.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of topics in `docs/architecture.md` is the one that is set up. */
class DocumentedTopicsTest {

  private static final Path PAGE = Path.of("../docs/architecture.md");
  private static final Path CONTRACTS = Path.of("src/main/resources/released");

  /** A line of the table. */
  private record Topic(String name, int partitions, String kept) {}

  @Test
  void documentsEveryTopicWithItsPartitionsAndRetention() throws IOException {
    List<Topic> declared =
        Topics.ALL.stream()
            .map(topic -> new Topic(topic.name(), topic.partitions(), kept(topic.config())))
            .toList();

    assertThat(
            rows().stream()
                .map(row -> new Topic(code(row.get(0)), Integer.parseInt(row.get(1)), row.get(6))))
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void documentsRecordsOfTheContractAsValues() throws IOException {
    try (var contracts = Files.list(CONTRACTS)) {
      List<String> released =
          contracts
              .map(contract -> contract.getFileName().toString().replaceFirst(".*\\.", ""))
              .toList();
      assertThat(rows()).allSatisfy(row -> assertThat(code(row.get(3))).isIn(released));
    }
  }

  @Test
  void documentsWhichTopicsNeedTheTimeOfTheLog() throws IOException {
    List<String> byLogTime =
        Topics.ALL.stream()
            .filter(topic -> "LogAppendTime".equals(topic.config().get("message.timestamp.type")))
            .map(TopicDefinition::name)
            .toList();

    assertThat(byLogTime).containsExactlyInAnyOrder("models", "events.plays", "events.downloads");
    assertThat(Files.readString(PAGE))
        .containsIgnoringWhitespaces(
            "`models` and the topics of domain events need"
                + " `message.timestamp.type=LogAppendTime`.");
  }

  private static String kept(Map<String, String> config) {
    if ("compact".equals(config.get("cleanup.policy"))) {
      String lag = config.get("min.compaction.lag.ms");
      return lag == null
          ? "compacted"
          : "compacted, but nothing younger than " + inWords(Long.parseLong(lag));
    }
    long retention = Long.parseLong(config.get("retention.ms"));
    return retention < 0 ? "for good" : inWords(retention);
  }

  private static String inWords(long millis) {
    Duration duration = Duration.ofMillis(millis);
    boolean isOfDays = duration.toHours() % 24 == 0;
    long number = isOfDays ? duration.toDays() : duration.toHours();
    String unit = isOfDays ? "day" : "hour";
    return String.format(Locale.ROOT, "%d %s%s", number, unit, number == 1 ? "" : "s");
  }

  /** The cells of the lines of the table under the heading `Topics`. */
  private static List<List<String>> rows() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    boolean isHere = false;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        isHere = line.equals("## Topics");
      } else if (isHere && line.startsWith("| `")) {
        rows.add(Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList());
      }
    }
    return rows;
  }

  private static String code(String cell) {
    return cell.replace("`", "");
  }
}
