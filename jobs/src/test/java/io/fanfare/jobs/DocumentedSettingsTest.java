package io.fanfare.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fanfare.jobs.closeness.ClosenessConfig;
import io.fanfare.jobs.dashboard.DashboardConfig;
import io.fanfare.jobs.fanout.FanOutConfig;
import io.fanfare.jobs.notifications.NotificationsConfig;
import io.fanfare.jobs.search.SearchConfig;
import io.fanfare.jobs.stats.StatsConfig;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables of jobs and of their settings in `docs/reference/settings.md` are what the jobs read.
 */
class DocumentedSettingsTest {

  private static final Path PAGE = Path.of("../docs/reference/settings.md");
  private static final Path JOBS = Path.of("src/main/java");
  private static final String UNKNOWN = "no-such-option";
  private static final Pattern OPTION = Pattern.compile("--([a-z][a-z0-9-]*)");

  /** An option's name, default and range, as a line of a table has them. */
  private static final Pattern LINE =
      Pattern.compile("\\| `--([a-z0-9-]+)` \\| ([^|]*) \\| ([^|]*)\\|.*");

  private static final Pattern ENTRY_CLASS =
      Pattern.compile("\\| `(io\\.fanfare\\.jobs\\.\\S+)` .*");
  private static final Pattern RANGE = Pattern.compile("(\\d+) to (\\d+)\\D*$");

  /** Values that a job takes for what has no default. */
  private static final Map<String, String> SAMPLES =
      Map.of(
          "kafka-bootstrap", "h:1",
          "cassandra-contact-points", "h:2",
          "cassandra-datacenter", "d",
          "elasticsearch-urls", "http://h:3",
          "lane", "batch");

  private record Job(String name, Function<Settings, ?> configuration) {

    Object read(Map<String, String> options) {
      String[] flags =
          options.entrySet().stream()
              .flatMap(option -> Stream.of("--" + option.getKey(), option.getValue()))
              .toArray(String[]::new);
      return Settings.of(flags, Map.of()).build(configuration);
    }

    List<String> problems(Map<String, String> options) {
      return catchThrowableOfType(SettingsException.class, () -> read(options)).problems();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private record Documented(String defaultValue, String range) {

    boolean isRequired() {
      return defaultValue.equals("required");
    }

    boolean hasValue() {
      return defaultValue.startsWith("`");
    }

    String value() {
      return hasValue() ? defaultValue.replace("`", "") : "";
    }
  }

  static List<Job> jobs() {
    return List.of(
        new Job("FanOutJob", FanOutConfig::from),
        new Job("DashboardJob", DashboardConfig::from),
        new Job("ClosenessJob", ClosenessConfig::from),
        new Job("SearchJob", SearchConfig::from),
        new Job("StatsJob", StatsConfig::from),
        new Job("NotificationsJob", NotificationsConfig::from));
  }

  @Test
  void documentsTheEntryClassOfEveryJob() throws IOException {
    List<String> documented =
        Files.readAllLines(PAGE).stream()
            .map(ENTRY_CLASS::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .toList();
    try (Stream<Path> sources = Files.walk(JOBS)) {
      List<String> entries =
          sources
              .map(source -> JOBS.relativize(source).toString())
              .filter(source -> source.endsWith("Job.java"))
              .map(source -> source.replaceFirst("\\.java$", "").replace('/', '.'))
              .toList();
      assertThat(documented).containsExactlyInAnyOrderElementsOf(entries);
    }
    assertThat(documented)
        .allSatisfy(
            entry ->
                assertThat(Class.forName(entry).getMethod("main", String[].class)).isNotNull());
    assertThat(documented.stream().map(entry -> entry.replaceFirst(".*\\.", "")))
        .containsExactlyInAnyOrderElementsOf(jobs().stream().map(Job::name).toList());
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void documentsEveryOptionAndWhichAreRequired(Job job) throws IOException {
    Map<String, Documented> documented = documented(job);
    TreeSet<String> named = new TreeSet<>();
    TreeSet<String> required = new TreeSet<>();
    for (String problem : job.problems(Map.of(UNKNOWN, "x"))) {
      List<String> options =
          OPTION.matcher(problem).results().map(option -> option.group(1)).toList();
      (options.contains(UNKNOWN) ? named : required).addAll(options);
    }
    named.removeAll(List.of(UNKNOWN, "config"));

    assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(named);
    assertThat(keys(documented, Documented::isRequired))
        .containsExactlyInAnyOrderElementsOf(required);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void documentsTheDefaults(Job job) throws IOException {
    Map<String, Documented> documented = documented(job);
    Map<String, String> required = samples(documented);
    Map<String, String> withDefaults = new LinkedHashMap<>(required);
    keys(documented, option -> !option.isRequired())
        .forEach(key -> withDefaults.put(key, documented.get(key).value()));

    assertThat(job.read(withDefaults)).isEqualTo(job.read(required));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void documentsTheRangeOfEveryNumber(Job job) throws IOException {
    Map<String, Documented> documented = documented(job);
    Map<String, String> noNumbers = samples(documented);
    keys(documented, option -> !option.isRequired()).forEach(key -> noNumbers.put(key, "x"));
    Map<String, String> ranges = new TreeMap<>();
    for (String problem : job.problems(noNumbers)) {
      Matcher range = RANGE.matcher(problem);
      Matcher option = OPTION.matcher(problem);
      if (range.find() && option.find()) {
        ranges.put(option.group(1), range.group(1) + " to " + range.group(2));
      }
    }

    assertThat(ranges).isNotEmpty();
    documented.forEach(
        (key, option) ->
            assertThat(option.range()).as(key).isEqualTo(ranges.getOrDefault(key, "")));
    assertThat(keys(documented, Documented::hasValue)).containsAll(ranges.keySet());
  }

  private static Map<String, String> samples(Map<String, Documented> documented) {
    return keys(documented, Documented::isRequired).stream()
        .collect(Collectors.toMap(Function.identity(), SAMPLES::get));
  }

  private static Collection<String> keys(
      Map<String, Documented> documented, Function<Documented, Boolean> condition) {
    List<String> keys = new ArrayList<>();
    documented.forEach(
        (key, option) -> {
          if (condition.apply(option)) {
            keys.add(key);
          }
        });
    return keys;
  }

  /** The table under the heading of the job. */
  private static Map<String, Documented> documented(Job job) throws IOException {
    Map<String, Documented> options = new LinkedHashMap<>();
    boolean isHere = false;
    for (String line : Files.readAllLines(PAGE)) {
      Matcher option = LINE.matcher(line);
      if (line.startsWith("#")) {
        isHere = line.equals("### " + job.name());
      } else if (isHere && option.matches()) {
        options.put(
            option.group(1), new Documented(option.group(2).strip(), option.group(3).strip()));
      }
    }
    return options;
  }
}
