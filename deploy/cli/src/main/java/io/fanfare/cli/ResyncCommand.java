package io.fanfare.cli;

import io.fanfare.cli.options.DryRun;
import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.progress.AllViews;
import io.fanfare.ops.progress.LateException;
import io.fanfare.ops.refresh.UnreadableRows;
import io.fanfare.ops.resync.Redefinition;
import io.fanfare.ops.resync.Resync;
import io.fanfare.ops.resync.SkippedBinlog;
import io.fanfare.schemas.models.Model;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Refreshes all rows of tables. */
@Command(
    name = "resync",
    description = {
      "Reads whole tables of the source and makes the views match them: after a TRUNCATE, a"
          + " restored backup, or changes that never reached the binlog. Only reads the source, and"
          + " can run beside the application. Running it twice is harmless.",
      "Exits with 4 if it lists rows that could not be read, and with 5 if all rows are appended"
          + " but the views have not processed them after half an hour."
    })
final class ResyncCommand implements Callable<Integer> {

  private static final int ROWS_UNREADABLE = 4;
  private static final int VIEWS_BEHIND = 5;

  @Mixin private final Target target = new Target();
  @Mixin private final DryRun dryRun = new DryRun();
  @Mixin private final Output output = new Output();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "TABLE", description = "Tables to refresh.")
  private List<String> tables = List.of();

  @Option(
      names = "--all",
      description = "Refreshes all tables of the contract that the source has.")
  private boolean all;

  @Option(
      names = "--skip-lost-binlog",
      description = {
        "If the connector has lost its position in the binlog, which `fanfare status` reports, first"
            + " moves it to the current end of the binlog. Needs --all."
      })
  private boolean skipLostBinlog;

  @Option(
      names = "--redefine",
      description = {
        "If the connector cannot read rows of the tables, or misreads them, which `fanfare status`"
            + " reports, first has it read their definitions again. Other tables flow meanwhile."
            + " Exits with 1 if the connector cannot follow a table as it is now."
      })
  private boolean redefine;

  @Override
  public Integer call() throws InterruptedException {
    Set<Model> models = models();
    PipelineAccess pipeline = target.access();
    return dryRun.isRequested() ? plan(pipeline, models) : run(pipeline, models);
  }

  private int plan(PipelineAccess pipeline, Set<Model> models) throws InterruptedException {
    if (skipLostBinlog) {
      new SkippedBinlog(pipeline, output::report).check();
      output.line("The connector would be moved to the current end of the binlog.");
    }
    if (redefine) {
      output.line("The connector would read the definitions of the tables again.");
    }
    Map<String, Long> tables = new Resync(pipeline, output.progress()).plan(models, all);
    tables.forEach(
        (table, rows) -> output.line("%,d rows of %s would be refreshed.".formatted(rows, table)));
    output.document(Map.of("isDryRun", true, "tables", tables));
    return 0;
  }

  private int run(PipelineAccess pipeline, Set<Model> models) throws InterruptedException {
    if (skipLostBinlog) {
      new SkippedBinlog(pipeline, output::report).skip();
    }
    Set<String> unfollowed = Set.of();
    if (redefine) {
      Redefinition.Result redefined = new Redefinition(pipeline, output::report).run(models);
      models.addAll(redefined.tables());
      unfollowed = redefined.unfollowed();
    }
    UnreadableRows unreadable = new Resync(pipeline, output.progress()).run(models, all);
    if (!unreadable.isEmpty()) {
      unreadable.lines().forEach(output::report);
    }
    boolean isPassed = awaitViews(pipeline);
    output.document(
        Map.of(
            "isDryRun",
            false,
            "tables",
            models.stream().map(Model::table).sorted().toList(),
            "unreadable",
            unreadable.isEmpty() ? List.of() : unreadable.lines(),
            "viewsHaveThem",
            isPassed));
    if (!isPassed) {
      return VIEWS_BEHIND;
    }
    if (!unfollowed.isEmpty()) {
      throw new OperationException(String.join(System.lineSeparator(), unfollowed));
    }
    return unreadable.isEmpty() ? 0 : ROWS_UNREADABLE;
  }

  /** Returns whether they have processed all rows in time. */
  private boolean awaitViews(PipelineAccess pipeline) throws InterruptedException {
    output.report("Waiting until the views have processed all rows.");
    try {
      new AllViews(pipeline).awaitCurrent(output.progress());
    } catch (LateException e) {
      output.report(
          "All rows are appended, but the views have not processed them yet. " + e.getMessage());
      return false;
    }
    output.report("The views have processed all rows.");
    return true;
  }

  private Set<Model> models() {
    if (all == !tables.isEmpty()) {
      throw refusal("Give either names of tables or --all.");
    }
    if (skipLostBinlog && !all) {
      throw refusal("--skip-lost-binlog needs --all: it is unknown which rows have changed.");
    }
    if (skipLostBinlog && redefine) {
      throw refusal("--skip-lost-binlog reads all definitions again: leave out --redefine.");
    }
    Set<Model> models = all ? EnumSet.allOf(Model.class) : EnumSet.noneOf(Model.class);
    for (String table : tables) {
      Model model = Model.ofTable(table);
      if (model == null) {
        throw refusal("Unknown table '%s'. The tables are %s.".formatted(table, known()));
      }
      models.add(model);
    }
    return models;
  }

  private static String known() {
    return Arrays.stream(Model.values()).map(Model::table).collect(Collectors.joining(", "));
  }

  private ParameterException refusal(String sentence) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
  }
}
