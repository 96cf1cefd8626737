package io.fanfare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.auth.Tokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FanfareProgramTest {

  private static final String CHECKOUT = "fanfare.checkout";

  @TempDir Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void setCheckout() {
    System.setProperty(CHECKOUT, "/checkout");
  }

  @AfterEach
  void clearCheckout() {
    System.clearProperty(CHECKOUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "up",
        "down",
        "status",
        "token",
        "load",
        "setup",
        "doctor",
        "jobs",
        "savepoint",
        "exporter",
        "resync",
        "deadletters",
        "notifications",
        "bench",
        "audit",
        "explain",
        "trace",
        "backfill",
        "soak"
      })
  void everyCommandHasHelp(String command) {
    String[] arguments =
        command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"};
    assertThat(run(arguments)).isZero();
    assertThat(out.toString()).startsWith("Usage: fanfare");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aNegativeBatchRateIsRejectedInOneSentence() {
    assertThat(run("up", "--home", home.toString(), "--batch-rows-per-second", "-1")).isNotZero();
    assertThat(err.toString().lines())
        .containsExactly(
            "--batch-rows-per-second is -1: give 0, for no limit, or a number up to 10000000.",
            "Try: fanfare up --help");
  }

  @Test
  void anUnknownOptionIsRejectedInOneSentence() {
    assertThat(run("up", "--bogus")).isNotZero();
    assertThat(err.toString().lines())
        .containsExactly("Unknown option: '--bogus'.", "Try: fanfare up --help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anUnknownCommandIsRejectedInOneSentence() {
    assertThat(run("upp")).isNotZero();
    assertThat(err.toString().lines())
        .containsExactly("Unknown command or argument: 'upp'.", "Try: fanfare --help");
  }

  @Test
  void aMissingCommandIsReportedWithAllCommands() {
    assertThat(run()).isNotZero();
    assertThat(err.toString().lines().findFirst())
        .contains(
            "A command is missing after `fanfare`: demo, up, down, status, token, load, setup, audit,"
                + " explain, trace, doctor, jobs, savepoint, exporter, resync, backfill, deadletters, notifications, bench or soak.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bench       | A command is missing after `fanfare bench`: fanout, read, backfill, celebrity,",
        "backfill    | A command is missing after `fanfare backfill`: dashboards, search or stats.",
        "setup       | A command is missing after `fanfare setup`: print or apply.",
        "deadletters | A command is missing after `fanfare deadletters`: list, show, replay or drop.",
        "notifications | A command is missing after `fanfare notifications`: endpoints, enable or replay."
      })
  void aMissingSubcommandIsReportedWithAllSubcommands(String group, String sentence) {
    assertThat(run(group)).isEqualTo(2);
    assertThat(err.toString()).startsWith(sentence);
    assertThat(err.toString().lines())
        .hasSize(2)
        .last()
        .isEqualTo("Try: fanfare %s --help".formatted(group));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void printsItsVersion(String option) {
    assertThat(run(option)).isZero();
    assertThat(out.toString().strip()).matches("fanfare [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
  }

  @Test
  void helpListsEveryCommand() {
    assertThat(run("help")).isZero();
    assertThat(out.toString())
        .contains(FanfareProgram.commandLine().getSubcommands().keySet())
        .doesNotContain("Else ");
  }

  @Test
  void helpExplainsACommandWithRequiredOptions() {
    assertThat(run("help", "audit")).isZero();
    assertThat(out.toString()).startsWith("Usage: fanfare audit");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpExplainsOneCommandWithItsDefaults() {
    assertThat(run("help", "soak")).isZero();
    assertThat(out.toString())
        .startsWith("Usage: fanfare soak")
        .contains("Number of histories (default: 4).");
  }

  @Test
  void aReplicationFactorBelowOneIsRejectedInOneSentence() {
    assertThat(run("setup", "apply", "--replication-factor", "0")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "--replication-factor is 0: give a number from 1 to 32767.",
            "Try: fanfare setup apply --help");
  }

  @Test
  void aParallelismThatNoJobCanHaveIsRejectedInOneSentence() {
    assertThat(run("jobs", "rescale", "fan-out", "--parallelism", "129")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--parallelism is 129: give a number from 1 to 128.");
  }

  @Test
  void theJobsOfALocalStackAreNotStoppedByHand() {
    assertThat(run("jobs", "stop", "fan-out", "--home", home.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("The local stack starts its jobs by itself:");
  }

  @Test
  void aSetupWithoutARunningStackIsRejectedInOneSentence() {
    assertThat(run("setup", "apply", "--home", home.toString())).isEqualTo(3);
    assertThat(err.toString().lines())
        .containsExactly("The stack in " + home + " is not up: start it with `fanfare up`.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7 --all", "7 --job fan-out", "--all --topic models"})
  void aDropWithoutOneKindOfSelectionIsRejectedInOneSentence(String arguments) {
    assertThat(run(("deadletters drop " + arguments).strip().split(" +"))).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("Give either ids of letters, or --job and --topic, or --all.");
  }

  @Test
  void anAuditThatRepairsNothingIsNoDryRun() {
    assertThat(run("audit", "--all", "--dry-run", "--config", "none")).isNotZero();
    assertThat(err.toString())
        .startsWith("--dry-run needs --repair: without it, nothing is changed.");
  }

  @Test
  void anAuditOfNothingIsRejectedInOneSentence() {
    assertThat(run("audit", "--config", "none")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("Give one of --all, --sample, --user, --notifications and --edge.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--user 7", "--notifications", "--repair", "--metrics-file f"})
  void anAuditOfTheEdgeHasNoPartOfTheOthers(String option) {
    assertThat(run(("audit --edge --config none " + option).split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("--edge goes with --sample alone:");
  }

  @Test
  void aPortBaseThatIsNotANumberIsRejectedInOneSentence() {
    assertThat(run("up", "--port-base", "x")).isNotZero();
    assertThat(err.toString().lines().findFirst())
        .contains("Invalid value for option '--port-base': 'x' is not a whole number.");
  }

  @Test
  void anIncompleteSourceIsRejectedWithAllMissingOptions() {
    assertThat(run("up", "--home", home.toString(), "--source-user", "cap")).isNotZero();
    assertThat(err.toString().lines())
        .containsExactly(
            "--source is missing: your own source needs --source HOST:PORT.",
            "--source-flavour is missing: your own source needs --source-flavour mysql or"
                + " mariadb.",
            "--source-password-file is missing: your own source needs --source-password-file"
                + " FILE.");
  }

  @Test
  void allProblemsOfASourceAreReportedAtOnce() throws IOException {
    Path empty = Files.writeString(home.resolve("empty"), "\n");
    assertThat(
            run(
                "up",
                "--home=" + home,
                "--source=db.example.com:65536",
                "--source-flavour=oracle",
                "--source-user=cap",
                "--source-password-file=" + empty,
                "--source-database=a.b"))
        .isNotZero();
    assertThat(err.toString().lines())
        .containsExactly(
            "--source is 'db.example.com:65536': give HOST:PORT, such as db.example.com:3306.",
            "--source-flavour is 'oracle': give mysql or mariadb.",
            "--source-password-file is " + empty + ", which is empty: write the password to it.",
            "--source-database is 'a.b': only letters, digits, '_', '$' and '-' are supported.");
  }

  @Test
  void aSourceThatCannotBeReachedIsNotRemembered() throws IOException {
    Path password = Files.writeString(home.resolve("password"), "geheim");
    Path stack = home.resolve("stack");
    assertThat(
            run(
                "up",
                "--home=" + stack,
                "--source=127.0.0.1:1",
                "--source-flavour=mysql",
                "--source-user=cap",
                "--source-password-file=" + password))
        .isNotZero();
    assertThat(err.toString().lines())
        .containsExactly(
            "The source, MySQL at 127.0.0.1:1, database fanfare, cannot be captured as it is:",
            "- The server does not answer (ConnectException: Connection refused): start it, or"
                + " check --source.");
    assertThat(stack).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''             | Give either names of tables or --all.",
        "--all users    | Give either names of tables or --all.",
        "users --skip-lost-binlog | --skip-lost-binlog needs --all: it is unknown which rows",
        "users trackz   | Unknown table 'trackz'. The tables are users, tracks, playlists,"
      })
  void aResyncWithoutValidTablesIsRejectedInOneSentence(String arguments, String sentence) {
    assertThat(run(("resync " + arguments).strip().split(" +"))).isNotZero();
    assertThat(err.toString()).startsWith(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--edges none --artists 5 | --edges already defines the network: leave out --artists,",
        "--edges none --followers 5 | --edges already defines the network: leave out --artists,",
        "--edges none --listeners 5 | --edges already defines the network: leave out --artists,",
        "--mutual                 | --mutual needs --edges.",
        "--operations 9 --seconds 9 | Give either --operations or --seconds, not both.",
        "--operations 0           | --operations must be 1 or more, and --kills 0 or more.",
        "--operations 9 --kills -1 | --operations must be 1 or more, and --kills 0 or more.",
        "--kills 2                | --kills needs --operations.",
        "--kills 2 --seconds 9    | --kills needs --operations.",
        "--operations many        | Invalid value for option '--operations': 'many' is not a whole"
      })
  void contradictoryChurnOptionsAreRejectedInOneSentence(String arguments, String sentence) {
    assertThat(run(("bench churn " + arguments).split(" +"))).isEqualTo(2);
    assertThat(err.toString()).startsWith(sentence);
    assertThat(err.toString().lines())
        .hasSize(2)
        .last()
        .isEqualTo("Try: fanfare bench churn --help");
  }

  @Test
  void aChurnWithAMissingFileExitsAsInconclusive() {
    Path none = home.resolve("none");
    assertThat(run("bench", "churn", "--edges", none.toString(), "--mutual")).isEqualTo(3);
    assertThat(err.toString().lines()).containsExactly("There is no file " + none + ".");
  }

  @Test
  void anErrorHasTheExitCodeOfItsCommand() {
    CommandLine program = FanfareProgram.commandLine().addSubcommand(new Broken());
    assertThat(run(program, "broken")).isEqualTo(3);
    assertThat(err.toString().lines())
        .containsExactly("Unexpected error: java.lang.OutOfMemoryError: Java heap space");
  }

  @Command(name = "broken", exitCodeOnExecutionException = 3)
  static final class Broken implements Runnable {
    @Override
    public void run() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Test
  void aTokenForAnyUserIsAllThatIsPrinted() throws Exception {
    long user = 9_007_199_254_740_993L;
    assertThat(run("token", "--user", Long.toString(user), "--home", home.toString())).isZero();
    String key = Files.readString(home.resolve("secrets/token.key"));
    assertThat(Tokens.of(key).verify(out.toString().strip()).userId()).isEqualTo(user);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void tokensOfOneHomeShareOneKey() throws IOException {
    run("token", "--user", "1", "--home", home.toString());
    String key = Files.readString(home.resolve("secrets/token.key"));
    run("token", "--user", "2", "--home", home.toString());
    assertThat(home.resolve("secrets/token.key")).hasContent(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1.5", "9223372036854775808"})
  void anInvalidUserIdIsRejected(String user) {
    assertThat(run("token", "--user", user, "--home", home.toString())).isNotZero();
    assertThat(err.toString()).isNotEmpty().doesNotContain("Exception");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0h", "24", "h", "1w", "-1h", "9999999999d"})
  void anInvalidLifetimeIsRejected(String lifetime) {
    assertThat(run("token", "--user", "1", "--expires", lifetime, "--home", home.toString()))
        .isNotZero();
    assertThat(err.toString()).contains("is not a duration such as 90s, 30m, 24h or 7d.");
  }

  @Test
  void theStatusOfAStackThatIsDownIsOneSentence() {
    assertThat(run("status", "--home", home.toString())).isNotZero();
    assertThat(err.toString().lines())
        .containsExactly("The stack in " + home + " is not up: start it with `fanfare up`.");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void theStatusOfAStackThatIsDownIsOneDocument() throws IOException {
    assertThat(run("status", "--json", "--home", home.toString())).isNotZero();
    JsonNode document = new ObjectMapper().readTree(out.toString());
    assertThat(document.path("state").asText()).isEqualTo("down");
    assertThat(document.path("error").asText()).startsWith("The stack in " + home + " is not up");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void stoppingAStackThatIsDownIsNotAnError() {
    assertThat(run("down", "--home", home.toString())).isZero();
    assertThat(out.toString()).contains("Nothing ran in " + home + ".");
  }

  @Test
  void aDirectoryThatIsNotAHomeIsNotWiped() throws IOException {
    Files.createDirectories(home.resolve("data"));
    assertThat(run("down", "--wipe", "--home", home.toString())).isNotZero();
    assertThat(err.toString()).contains("is not the home of a stack");
    assertThat(home.resolve("data")).exists();
  }

  private int run(String... arguments) {
    return run(FanfareProgram.commandLine(), arguments);
  }

  private int run(CommandLine program, String... arguments) {
    program.setOut(new PrintWriter(out, true));
    program.setErr(new PrintWriter(err, true));
    return FanfareProgram.run(program, arguments);
  }
}
