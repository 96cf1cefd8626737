package io.fanfare.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of the API server in `docs/reference/settings.md` is what the server reads. */
class DocumentedSettingsTest {

  private static final Path PAGE = Path.of("../docs/reference/settings.md");
  private static final String UNKNOWN = "no-such-option";
  private static final Pattern OPTION = Pattern.compile("--([a-z][a-z0-9-]*)");
  private static final Pattern LINE =
      Pattern.compile("\\| `--([a-z0-9-]+)` \\| ([^|]*) \\| ([^|]*)\\|.*");
  private static final Pattern RANGE = Pattern.compile("(\\d+) to (\\d+)\\D*$");

  @TempDir private Path folder;
  private Map<String, String> samples = Map.of();
  private Map<String, String> defaults = Map.of();
  private Map<String, String> ranges = Map.of();

  @BeforeEach
  void readTheTable() throws IOException {
    samples =
        Map.of(
            "mysql-url", "jdbc:mariadb://h:1/fanfare",
            "mysql-user", "reader",
            "mysql-password-file", file("password", "geheim"),
            "cassandra-contact-points", "h:2",
            "cassandra-datacenter", "d",
            "elasticsearch-urls", "http://h:3",
            "kafka-bootstrap", "h:4",
            "token-key-file", file("key", "A".repeat(43)));
    defaults = new LinkedHashMap<>();
    ranges = new LinkedHashMap<>();
    boolean isHere = false;
    for (String line : Files.readAllLines(PAGE)) {
      Matcher option = LINE.matcher(line);
      if (line.startsWith("#")) {
        isHere = line.equals("## API server");
      } else if (isHere && option.matches()) {
        defaults.put(option.group(1), option.group(2).strip());
        ranges.put(option.group(1), option.group(3).strip());
      }
    }
  }

  @Test
  void documentsEveryOptionAndWhichAreRequired() {
    TreeSet<String> named = new TreeSet<>();
    TreeSet<String> required = new TreeSet<>();
    for (String problem : problems(Map.of(UNKNOWN, "x"))) {
      List<String> options =
          OPTION.matcher(problem).results().map(option -> option.group(1)).toList();
      (options.contains(UNKNOWN) ? named : required).addAll(options);
    }
    named.removeAll(List.of(UNKNOWN, "config"));

    assertThat(defaults.keySet()).containsExactlyInAnyOrderElementsOf(named);
    assertThat(defaults.keySet().stream().filter(key -> defaults.get(key).equals("required")))
        .containsExactlyInAnyOrderElementsOf(required);
  }

  @Test
  void documentsTheDefaults() {
    Map<String, String> withDefaults = new LinkedHashMap<>(samples);
    defaults.forEach(
        (key, value) -> {
          if (!value.equals("required")) {
            withDefaults.put(key, value.equals("none") ? "" : literal(value.replace("`", "")));
          }
        });

    assertThat(read(withDefaults)).isEqualTo(read(samples));
  }

  @Test
  void documentsTheRangeOfEachNumber() {
    Map<String, String> read = new LinkedHashMap<>();
    for (String number :
        List.of("port", "admin-port", "beat-ms", "requests-per-minute", "drain-seconds")) {
      Map<String, String> noNumber = new LinkedHashMap<>(samples);
      noNumber.put(number, "x");
      Matcher range = RANGE.matcher(problems(noNumber).get(0));
      assertThat(range.find()).isTrue();
      read.put(number, range.group(1) + " to " + range.group(2));
    }
    assertThat(ranges)
        .allSatisfy((key, text) -> assertThat(text).isEqualTo(read.getOrDefault(key, "")));
  }

  /** A default may be another option's value. */
  private String literal(String value) {
    return value.startsWith("--")
        ? samples.get(value.substring(2))
        : value.replace("HOST", "127.0.0.1").replace("PORT", "8080");
  }

  private static ApiConfig read(Map<String, String> options) {
    String[] flags =
        options.entrySet().stream()
            .flatMap(option -> Stream.of("--" + option.getKey(), option.getValue()))
            .toArray(String[]::new);
    return Settings.of(flags, Map.of()).build(ApiConfig::of);
  }

  private static List<String> problems(Map<String, String> options) {
    return catchThrowableOfType(SettingsException.class, () -> read(options)).problems();
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }
}
