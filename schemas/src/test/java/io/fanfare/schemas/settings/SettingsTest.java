package io.fanfare.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  private enum Colour {
    RED,
    BLUE
  }

  private record Config(String name, int size, Colour colour) {

    static Config from(Settings settings) {
      return new Config(
          settings.text("the-name"),
          settings.number("size", 7, 1, 10),
          settings.choice("colour", Colour.class));
    }
  }

  @TempDir Path directory;

  @Test
  void prefersFlagsToEnvironmentToFileToDefaults() throws IOException {
    Path file = directory.resolve("x.properties");
    Files.writeString(file, "the-name = file\ncolour = blue\nsize = 3\n");
    Map<String, String> environment =
        Map.of("FANFARE_THE_NAME", "environment", "FANFARE_SIZE", "4");
    assertThat(build(environment, "--config", file.toString(), "--size", "5"))
        .isEqualTo(new Config("environment", 5, Colour.BLUE));
    assertThat(build(Map.of(), "--the-name", "flag", "--colour", "red"))
        .isEqualTo(new Config("flag", 7, Colour.RED));
  }

  @Test
  void reportsEveryProblemAtOnce() {
    assertThatThrownBy(() -> build(Map.of(), "--size", "11", "--colour", "green", "--other", "1"))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.problems())
                    .containsExactlyInAnyOrder(
                        "--the-name is missing: give it as a flag or as FANFARE_THE_NAME.",
                        "--size is '11', not a whole number from 1 to 10.",
                        "--colour is 'green', which is none of red, blue.",
                        "Unknown option --other: known are --colour, --config, --size,"
                            + " --the-name."));
  }

  @Test
  void readsSecretsFromFiles() throws IOException {
    Path file = directory.resolve("secret");
    Files.writeString(file, "s3cret\n");
    Settings settings = Settings.of(new String[] {"--password-file", file.toString()}, Map.of());
    String secret = settings.build(s -> s.secret("password-file"));
    assertThat(secret).isEqualTo("s3cret");
  }

  @Test
  void reportsProblemsOfSecretsAndFlags() {
    Settings settings =
        Settings.of(
            new String[] {"--password-file", "/no/such/file", "stray", "x", "--end"}, Map.of());
    assertThatThrownBy(() -> settings.build(s -> s.secret("password-file")))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.problems())
                    .containsExactlyInAnyOrder(
                        "'stray' is not an option: options look like --key value.",
                        "--end has no value.",
                        "--password-file names a file that cannot be read: /no/such/file."));
  }

  @Test
  void aDefaultFromOutsideIsTheLastChoice() {
    assertThat(number(Settings.of(new String[0], Map.of()).withDefault("size", "5"))).isEqualTo(5);
    assertThat(
            number(
                Settings.of(new String[0], Map.of("FANFARE_SIZE", "6")).withDefault("size", "5")))
        .isEqualTo(6);
  }

  private static int number(Settings settings) {
    return settings.build(s -> s.number("size", 1, 1, 10));
  }

  @Test
  void rejectsMalformedAddresses() {
    Settings settings =
        Settings.of(
            new String[] {"--some", "h:1,h", "--good", "h:1,[::1]:2", "--other", "h"}, Map.of());
    assertThatThrownBy(
            () ->
                settings.build(
                    s -> {
                      s.problem("A problem that the program found.");
                      return s.hostsAndPorts("some")
                          + s.hostsAndPorts("good")
                          + s.hostsAndPorts("other", "h:1");
                    }))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "A problem that the program found.",
                        "--some is 'h:1,h', not host:port[,host:port].",
                        "--other is 'h', not host:port[,host:port]."));
  }

  @Test
  void readsAFileAloneAndRefusesUnknownKeys() throws IOException {
    Path file = directory.resolve("x.properties");
    Files.writeString(file, "the-name = file\ncolour = blue\n");
    assertThat(Settings.ofFile(file).build(Config::from))
        .isEqualTo(new Config("file", 7, Colour.BLUE));

    Files.writeString(file, "colour = blue\nsize = 11\nsise = 3\n");
    assertThatThrownBy(() -> Settings.ofFile(file).build(Config::from))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.problems())
                    .containsExactlyInAnyOrder(
                        "the-name is missing in " + file + ".",
                        "size is '11', not a whole number from 1 to 10.",
                        "Unknown key sise: known are colour, size, the-name."));
  }

  private static Config build(Map<String, String> environment, String... flags) {
    return Settings.of(flags, environment).build(Config::from);
  }
}
