package io.fanfare.cli;

import io.fanfare.cli.options.RunningStack;
import io.fanfare.cli.options.StackOptions;
import io.fanfare.local.StackAddresses;
import io.fanfare.ops.OperationException;
import io.fanfare.workloads.load.Load;
import io.fanfare.workloads.source.ApplicationConnection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Loads a follow graph and a catalogue. */
@Command(
    name = "load",
    description = {
      "Writes a follow graph, a catalogue of tracks or both into the source of the stack that is"
          + " up, as the application would. Users that are missing are made. Files are CSV,"
          + " compressed with gzip or not. Loading twice is harmless."
    })
final class LoadCommand implements Callable<Integer> {

  @Mixin private final StackOptions options = new StackOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--edges",
      paramLabel = "FILE",
      description = "Who follows whom: two ids a line, the first follows the second.")
  private @Nullable Path edges;

  @Option(
      names = "--tracks",
      paramLabel = "FILE",
      description =
          "Tracks, a line each, under a header that names the columns as the source does.")
  private @Nullable Path tracks;

  @Option(names = "--mutual", description = "Each edge is a follow in both directions.")
  private boolean mutual;

  @Option(
      names = "--id-offset",
      paramLabel = "N",
      description = {
        "Is added to each user's id of the files, so that all are positive.",
        "Else 1 if the edges count users from 0, and 0 if they do not."
      })
  private @Nullable Long idOffset;

  @Option(
      names = "--newest-now",
      description = "Moves the times of the tracks, so that the newest is published now.")
  private boolean newestNow;

  @Override
  public Integer call() {
    requireSense();
    StackAddresses addresses = RunningStack.require(options);
    addresses.requireEmbeddedSource("fanfare load");
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (Connection source = ApplicationConnection.open(addresses)) {
      new Load(source, out, new Load.Settings(edges, tracks, mutual, idOffset, newestNow)).run();
      return 0;
    } catch (SQLException e) {
      throw new OperationException("The source cannot be reached: " + e.getMessage(), e);
    }
  }

  private void requireSense() {
    if (edges == null && tracks == null) {
      throw refusal("Nothing to load: --edges FILE, --tracks FILE or both say what.");
    }
    if (idOffset != null && idOffset < 0) {
      throw refusal("--id-offset is a number from 0, not " + idOffset + ".");
    }
    if (mutual && edges == null) {
      throw refusal("--mutual is about --edges, which is missing.");
    }
    if (newestNow && tracks == null) {
      throw refusal("--newest-now is about --tracks, which is missing.");
    }
  }

  private ParameterException refusal(String sentence) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
  }
}
