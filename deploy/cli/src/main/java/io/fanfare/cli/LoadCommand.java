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
      "Writes a follow graph, a catalogue of tracks or both to the source of the local stack, as"
          + " the application would, and creates users that are missing. Files are CSV, with or"
          + " without gzip. Loading twice is harmless."
    })
final class LoadCommand implements Callable<Integer> {

  @Mixin private final StackOptions options = new StackOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--edges",
      paramLabel = "FILE",
      description = "Follow graph: two user ids per line, the first follows the second.")
  private @Nullable Path edges;

  @Option(
      names = "--tracks",
      paramLabel = "FILE",
      description =
          "Catalogue: one track per line, after a header with the column names of the source.")
  private @Nullable Path tracks;

  @Option(names = "--mutual", description = "Makes each edge a follow in both directions.")
  private boolean mutual;

  @Option(
      names = "--id-offset",
      paramLabel = "N",
      description = {
        "Number added to each user id of the files, so that all ids are positive",
        "(default: 1 if the edges contain the id 0, otherwise 0)."
      })
  private @Nullable Long idOffset;

  @Option(
      names = "--newest-now",
      description = "Shifts the times of all tracks so that the newest is published now.")
  private boolean newestNow;

  @Override
  public Integer call() {
    requireValid();
    StackAddresses addresses = RunningStack.require(options);
    addresses.requireEmbeddedSource("fanfare load");
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (Connection source = ApplicationConnection.open(addresses)) {
      new Load(source, out, new Load.Settings(edges, tracks, mutual, idOffset, newestNow)).run();
      return 0;
    } catch (SQLException e) {
      throw new OperationException(
          "The source cannot be reached (`fanfare status` shows whether it is up): "
              + e.getMessage(),
          e);
    }
  }

  private void requireValid() {
    if (edges == null && tracks == null) {
      throw refusal("Nothing to load: give --edges FILE, --tracks FILE or both.");
    }
    if (idOffset != null && idOffset < 0) {
      throw refusal("--id-offset is " + idOffset + ": give 0 or more.");
    }
    if (mutual && edges == null) {
      throw refusal("--mutual needs --edges.");
    }
    if (newestNow && tracks == null) {
      throw refusal("--newest-now needs --tracks.");
    }
  }

  private ParameterException refusal(String sentence) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
  }
}
