package io.fanfare.cli.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a command prints: lines for people, or JSON for programs. */
public final class Output {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--json",
      description =
          "Prints the result as JSON, one document per line. What is reported meanwhile goes to the"
              + " standard error.")
  private boolean json;

  /** Prints a part of the result for people; programs do not get it. */
  public void line(String line) {
    if (!json) {
      commandLine().getOut().println(line);
      commandLine().getOut().flush();
    }
  }

  /** Prints a part of the result for programs; people do not get it. */
  public void document(Map<String, ?> document) {
    if (json) {
      try {
        commandLine().getOut().println(JSON.writeValueAsString(document));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
      commandLine().getOut().flush();
    }
  }

  /** Where to report on what is going on: a program that reads the result does not get it. */
  public PrintWriter progress() {
    return json ? commandLine().getErr() : commandLine().getOut();
  }

  /** Where to report what is no part of the result for people either. */
  public PrintWriter error() {
    return commandLine().getErr();
  }

  /** Reports on what is going on. */
  public void report(String line) {
    progress().println(line);
    progress().flush();
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
