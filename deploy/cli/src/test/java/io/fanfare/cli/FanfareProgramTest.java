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
  void say() {
    System.setProperty(CHECKOUT, "/checkout");
  }

  @AfterEach
  void forget() {
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
        "resync",
        "deadletters",
        "bench",
        "audit",
        "soak"
      })
  void everyCommandExplainsItself(String command) {
    String[] arguments =
        command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"};
    assertThat(run(arguments)).isZero();
    assertThat(out.toString()).startsWith("Usage: fanfare");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aShareOfTheStoreBelowNothingIsRefusedInOneSentence() {
    assertThat(run("up", "--home", home.toString(), "--batch-rows-per-second", "-1")).isNotZero();
    assertThat(err.toString().lines())
        .containsExactly(
            "The batch lane's rows/s are -1: give 0, for no bound, or more.",
            "Try: fanfare up --help");
  }

  @Test
  void anUnknownOptionIsRefusedInOneSentence() {
    assertThat(run("up", "--bogus")).isNotZero();
    assertThat(err.toString().lines())
        .containsExactly("Unknown option: '--bogus'.", "Try: fanfare up --help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anUnknownCommandIsRefusedInOneSentence() {
    assertThat(run("upp")).isNotZero();
    assertThat(err.toString().lines())
        .containsExactly("Unknown command or argument: 'upp'.", "Try: fanfare --help");
  }

  @Test
  void noCommandIsRefusedInOneSentence() {
    assertThat(run()).isNotZero();
    assertThat(err.toString().lines().findFirst())
        .contains(
            "A command is missing: demo, up, down, status, token, load, resync, deadletters, bench,"
                + " audit, backfill or soak.");
  }

  @Test
  void aPortBaseThatIsNoNumberIsRefusedInOneSentence() {
    assertThat(run("up", "--port-base", "x")).isNotZero();
    assertThat(err.toString().lines().findFirst())
        .contains("Invalid value for option '--port-base': 'x' is not a whole number.");
  }

  @Test
  void aSourceThatIsSaidInPartIsRefusedWithAllThatIsMissing() {
    assertThat(run("up", "--home", home.toString(), "--source-user", "cap")).isNotZero();
    assertThat(err.toString().lines())
        .containsExactly(
            "--source is missing: a source of your own needs --source HOST:PORT.",
            "--source-flavour is missing: a source of your own needs --source-flavour mysql or"
                + " mariadb.",
            "--source-password-file is missing: a source of your own needs --source-password-file"
                + " FILE.");
  }

  @Test
  void everythingThatIsWrongWithASourceIsSaidAtOnce() throws IOException {
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
            "--source is 'db.example.com:65536', not HOST:PORT such as db.example.com:3306.",
            "--source-flavour is 'oracle', neither mysql nor mariadb.",
            "--source-password-file names an empty file: " + empty + ".",
            "--source-database is 'a.b': letters, digits, '_', '$' and '-' can be captured.");
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
        "''             | Either tables are named, or --all of them are meant.",
        "--all users    | Either tables are named, or --all of them are meant.",
        "users --skip-lost-binlog | --skip-lost-binlog needs --all: nobody knows which rows",
        "users trackz   | There is no table 'trackz' in the contract: users, tracks, playlists,"
      })
  void aResyncOfNoTableIsRefusedInOneSentence(String arguments, String sentence) {
    assertThat(run(("resync " + arguments).strip().split(" +"))).isNotZero();
    assertThat(err.toString()).startsWith(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--edges none --artists 5 | --edges says who follows whom: --artists, --followers and",
        "--edges none --followers 5 | --edges says who follows whom: --artists, --followers and",
        "--edges none --listeners 5 | --edges says who follows whom: --artists, --followers and",
        "--mutual                 | --mutual is about --edges, which is missing.",
        "--operations 9 --seconds 9 | Either --operations or --seconds says when it ends, not"
            + " both.",
        "--operations 0           | --operations is a positive number, and --kills is none or"
            + " more.",
        "--operations 9 --kills -1 | --operations is a positive number, and --kills is none or"
            + " more.",
        "--kills 2                | --kills is about --operations, which is missing.",
        "--kills 2 --seconds 9    | --kills is about --operations, which is missing.",
        "--operations many        | Invalid value for option '--operations': 'many' is not a whole"
      })
  void aChurnThatMakesNoSenseIsRefusedInOneSentence(String arguments, String sentence) {
    assertThat(run(("bench churn " + arguments).split(" +"))).isEqualTo(2);
    assertThat(err.toString()).startsWith(sentence);
    assertThat(err.toString().lines())
        .hasSize(2)
        .last()
        .isEqualTo("Try: fanfare bench churn --help");
  }

  @Test
  void aChurnOfAFileThatIsMissingCannotTell() {
    Path none = home.resolve("none");
    assertThat(run("bench", "churn", "--edges", none.toString(), "--mutual")).isEqualTo(3);
    assertThat(err.toString().lines()).containsExactly("There is no file " + none + ".");
  }

  @Test
  void anErrorHasTheCodeOfItsCommand() {
    assertThat(run("broken")).isEqualTo(3);
    assertThat(err.toString().lines())
        .containsExactly("Unexpected: java.lang.OutOfMemoryError: Java heap space");
  }

  @Command(name = "broken", exitCodeOnExecutionException = 3)
  static final class Broken implements Runnable {
    @Override
    public void run() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Test
  void aTokenIsForAnyUserAndNothingElseIsPrinted() throws Exception {
    long user = 9_007_199_254_740_993L;
    assertThat(run("token", "--user", Long.toString(user), "--home", home.toString())).isZero();
    String key = Files.readString(home.resolve("secrets/token.key"));
    assertThat(Tokens.of(key).verify(out.toString().strip()).userId()).isEqualTo(user);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void tokensOfOneHomeHaveOneKey() throws IOException {
    run("token", "--user", "1", "--home", home.toString());
    String key = Files.readString(home.resolve("secrets/token.key"));
    run("token", "--user", "2", "--home", home.toString());
    assertThat(home.resolve("secrets/token.key")).hasContent(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "9223372036854775808"})
  void aUserThatIsNoIdIsRefused(String user) {
    assertThat(run("token", "--user", user, "--home", home.toString())).isNotZero();
    assertThat(err.toString()).isNotEmpty().doesNotContain("Exception");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0h", "24", "h", "1w", "-1h", "9999999999d"})
  void aLifetimeThatIsNoneIsRefused(String lifetime) {
    assertThat(run("token", "--user", "1", "--expires", lifetime, "--home", home.toString()))
        .isNotZero();
    assertThat(err.toString()).contains("is no time such as 90s, 30m, 24h or 7d.");
  }

  @Test
  void theStatusOfAStackThatIsDownIsOneSentence() {
    assertThat(run("status", "--home", home.toString())).isNotZero();
    assertThat(err.toString().lines())
        .containsExactly("The stack in " + home + " is not up: `fanfare up` starts it.");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void theStatusOfAStackThatIsDownIsADocumentToo() throws IOException {
    assertThat(run("status", "--json", "--home", home.toString())).isNotZero();
    JsonNode document = new ObjectMapper().readTree(out.toString());
    assertThat(document.path("state").asText()).isEqualTo("down");
    assertThat(document.path("error").asText()).startsWith("The stack in " + home + " is not up");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void stoppingWhatDoesNotRunIsNoError() {
    assertThat(run("down", "--home", home.toString())).isZero();
    assertThat(out.toString()).contains("Nothing ran in " + home + ".");
  }

  @Test
  void aDirectoryThatIsNoHomeIsNotWiped() throws IOException {
    Files.createDirectories(home.resolve("data"));
    assertThat(run("down", "--wipe", "--home", home.toString())).isNotZero();
    assertThat(err.toString()).contains("is not the home of a stack");
    assertThat(home.resolve("data")).exists();
  }

  private int run(String... arguments) {
    CommandLine program = FanfareProgram.commandLine().addSubcommand(new Broken());
    program.setOut(new PrintWriter(out, true));
    program.setErr(new PrintWriter(err, true));
    return FanfareProgram.run(program, arguments);
  }
}
