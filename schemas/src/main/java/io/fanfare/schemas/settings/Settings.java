package io.fanfare.schemas.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a program. A key such as `kafka-bootstrap` is looked up in this order: flag
 * `--kafka-bootstrap VALUE`, environment variable `FANFARE_KAFKA_BOOTSTRAP`, a line of the
 * properties file that flag `--config` names, the default. Reading never fails by itself: problems
 * are collected, and {@link #build} reports all of them at once.
 */
public final class Settings {

  private static final String CONFIG = "config";
  private static final String ADDRESS = "[^,\\s/]+:[0-9]{1,5}";
  private static final Pattern HOSTS_AND_PORTS = Pattern.compile(ADDRESS + "(," + ADDRESS + ")*");

  private final Map<String, String> flags = new HashMap<>();
  private final Map<String, String> environment;
  private final Properties file = new Properties();
  private final Map<String, String> defaults = new HashMap<>();
  private final TreeSet<String> known = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();
  private @Nullable Path onlySource;

  private Settings(String[] arguments, Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    readFlags(arguments);
    String path = flags.get(CONFIG);
    if (path != null) {
      readFile(Path.of(path));
    }
    known.add(CONFIG);
  }

  public static Settings of(String[] arguments, Map<String, String> environment) {
    return new Settings(arguments, environment);
  }

  /** The settings of a properties file alone: unknown keys are problems there, too. */
  public static Settings ofFile(Path file) {
    Settings settings = new Settings(new String[0], Map.of());
    settings.onlySource = file;
    settings.readFile(file);
    return settings;
  }

  /** Sets the value of a key that has none, instead of the default of the one who reads it. */
  public Settings withDefault(String key, String value) {
    defaults.put(key, value);
    return this;
  }

  /**
   * Builds the configuration.
   *
   * @throws SettingsException if anything is wrong: every problem at once, unknown flags included
   */
  public <T> T build(Function<Settings, T> configuration) {
    T built = configuration.apply(this);
    flags.keySet().stream()
        .filter(flag -> !known.contains(flag))
        .sorted()
        .forEach(flag -> problems.add("Unknown option --" + flag + ": known are " + options()));
    if (onlySource != null) {
      file.stringPropertyNames().stream()
          .filter(key -> !known.contains(key))
          .sorted()
          .forEach(key -> problems.add("Unknown key " + key + ": known are " + options()));
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return built;
  }

  public String text(String key) {
    String value = find(key);
    if (value == null || value.isBlank()) {
      problems.add(
          onlySource == null
              ? "--" + key + " is missing: give it as a flag or as " + variable(key) + "."
              : key + " is missing in " + onlySource + ".");
      return "";
    }
    return value;
  }

  public String text(String key, String defaultValue) {
    String value = find(key);
    return value == null ? defaultValue : value;
  }

  /** Addresses, `host:port`, separated by commas. */
  public String hostsAndPorts(String key) {
    return addresses(key, text(key));
  }

  /** Addresses, `host:port`, separated by commas, with a default. */
  public String hostsAndPorts(String key, String defaultValue) {
    String value = find(key);
    return value == null || value.isBlank() ? defaultValue : addresses(key, value);
  }

  /** The absolute path that the key names; empty if it names none. The file need not be here. */
  public String path(String key) {
    String path = text(key, "");
    return path.isEmpty() ? "" : Path.of(path).toAbsolutePath().toString();
  }

  /** The content of the properties file that the key names; empty if it names none. */
  public Properties properties(String key) {
    Properties content = new Properties();
    String path = path(key);
    if (!path.isEmpty()) {
      try (Reader reader = Files.newBufferedReader(Path.of(path))) {
        content.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        problems.add(name(key) + " names a properties file that cannot be read: " + path + ".");
      }
    }
    return content;
  }

  /** Adds a problem for each of these keys that names a file which cannot be read here. */
  public void requireReadable(String... keys) {
    for (String key : keys) {
      String path = path(key);
      if (!path.isEmpty() && !Files.isReadable(Path.of(path))) {
        problems.add(name(key) + " names a file that cannot be read: " + path + ".");
      }
    }
  }

  /** Adds a problem that the program itself found, in one sentence. */
  public void problem(String sentence) {
    problems.add(sentence);
  }

  /** A whole number from `min` to `max`. */
  public int number(String key, int defaultValue, int min, int max) {
    return number(find(key), key, () -> defaultValue, min, max);
  }

  /** A whole number from `min` to `max`, without a default. */
  public int number(String key, int min, int max) {
    return number(text(key), key, () -> min, min, max);
  }

  /** `true` or `false`. */
  public boolean flag(String key, boolean defaultValue) {
    String value = find(key);
    if (value == null || value.isEmpty()) {
      return defaultValue;
    }
    if (!value.equals("true") && !value.equals("false")) {
      problems.add(name(key) + " is '" + value + "', which is neither true nor false.");
    }
    return value.equals("true");
  }

  /** A value of an enum, in lower case. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    return choice(text(key), key, type);
  }

  /** A value of an enum, in lower case, with a default. */
  public <E extends Enum<E>> E choice(String key, Class<E> type, E defaultValue) {
    return choice(text(key, defaultValue.name().toLowerCase(Locale.ROOT)), key, type);
  }

  private <E extends Enum<E>> E choice(String value, String key, Class<E> type) {
    for (E choice : type.getEnumConstants()) {
      if (choice.name().toLowerCase(Locale.ROOT).equals(value)) {
        return choice;
      }
    }
    if (!value.isEmpty()) {
      problems.add(name(key) + " is '" + value + "', which is none of " + names(type) + ".");
    }
    return type.getEnumConstants()[0];
  }

  /** The content of the file that the key names, trimmed: for secrets. */
  public String secret(String key) {
    String path = text(key);
    if (path.isEmpty()) {
      return "";
    }
    try {
      String secret = Files.readString(Path.of(path)).strip();
      if (secret.isEmpty()) {
        problems.add(name(key) + " names an empty file: " + path + ".");
      }
      return secret;
    } catch (IOException e) {
      problems.add(name(key) + " names a file that cannot be read: " + path + ".");
      return "";
    }
  }

  private String addresses(String key, String value) {
    if (!value.isEmpty() && !HOSTS_AND_PORTS.matcher(value).matches()) {
      problems.add(name(key) + " is '" + value + "', not host:port[,host:port].");
    }
    return value;
  }

  private int number(
      @Nullable String value, String key, Supplier<Integer> defaultValue, int min, int max) {
    if (value == null || value.isEmpty()) {
      return defaultValue.get();
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    problems.add(
        "%s is '%s', not a whole number from %d to %d.".formatted(name(key), value, min, max));
    return defaultValue.get();
  }

  private @Nullable String find(String key) {
    known.add(key);
    String flag = flags.get(key);
    if (flag != null) {
      return flag;
    }
    String variable = environment.get(variable(key));
    return variable != null ? variable : file.getProperty(key, defaults.get(key));
  }

  private void readFlags(String[] arguments) {
    for (int i = 0; i < arguments.length; i += 2) {
      String flag = arguments[i];
      if (!flag.startsWith("--")) {
        problems.add("'" + flag + "' is not an option: options look like --key value.");
      } else if (i + 1 == arguments.length) {
        problems.add(flag + " has no value.");
      } else {
        flags.put(flag.substring(2), arguments[i + 1]);
      }
    }
  }

  private void readFile(Path path) {
    try (Reader reader = Files.newBufferedReader(path)) {
      file.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      problems.add("The file of settings cannot be read: " + path + ".");
    }
  }

  /** How a person writes the key: with dashes as a flag, without them in a file. */
  public String name(String key) {
    return onlySource == null ? "--" + key : key;
  }

  private static String variable(String key) {
    return "FANFARE_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return String.join(
        ", ",
        java.util.Arrays.stream(type.getEnumConstants())
            .map(choice -> choice.name().toLowerCase(Locale.ROOT))
            .toList());
  }

  private String options() {
    return known.stream()
        .filter(key -> onlySource == null || !key.equals(CONFIG))
        .map(this::name)
        .collect(Collectors.joining(", ", "", "."));
  }
}
