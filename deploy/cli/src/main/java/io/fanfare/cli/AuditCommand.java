package io.fanfare.cli;

import io.fanfare.cli.options.DryRun;
import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.audit.AuditMetrics;
import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.edge.EdgeAudit;
import io.fanfare.ops.audit.edge.EdgeReport;
import io.fanfare.ops.audit.notifications.NotificationsAudit;
import io.fanfare.ops.audit.notifications.NotificationsReport;
import io.fanfare.ops.audit.views.ViewsAudit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares the views with the source. */
@Command(
    name = "audit",
    exitCodeOnExecutionException = AuditCommand.INCONCLUSIVE,
    description = {
      "Compares dashboards, closeness, search and stats with what SQL computes from the source's"
          + " rows, and counts of plays and downloads with an independent count of the event log."
          + " Differences are rechecked once the views have caught up; only those that remain are"
          + " reported. With --all, it also audits notifications and the edge.",
      "Exits with 0 if there is no difference, with 1 if there is one, and with 2 or more if the"
          + " audit could not be completed."
    })
final class AuditCommand implements Callable<Integer> {

  private static final int DIFFERENT = 1;
  static final int INCONCLUSIVE = 3;

  @Mixin private final Target target = new Target();
  @Mixin private final DryRun dryRun = new DryRun();
  @Mixin private final Output output = new Output();
  @Spec private @Nullable CommandSpec spec;

  @ArgGroup private @Nullable Recipients recipients;

  /** The users whose dashboards, closeness, documents and cells are compared. */
  private static final class Recipients {
    @Option(names = "--all", required = true, description = "Audits all users.")
    private boolean all;

    @Option(
        names = "--sample",
        paramLabel = "N",
        required = true,
        description = "Audits N users, drawn at random.")
    private @Nullable Integer sample;

    @Option(names = "--user", paramLabel = "ID", required = true, description = "Audits one user.")
    private @Nullable Long user;

    @Option(
        names = "--notifications",
        required = true,
        description = {
          "Audits notifications alone: whether each completion event of the last 6 days has its"
              + " outcome in each channel that was enabled, and nobody was told twice."
        })
    private boolean notifications;
  }

  @Option(
      names = "--edge",
      description = {
        "Audits the edge alone: whether each cache has the public pages as the API has them. With"
            + " --sample, those of N tracks, N users and N playlists."
      })
  private boolean edge;

  @Option(
      names = "--repair",
      description = {
        "Repairs differences: appends the source's rows behind them to the models topic again.",
        "Exits with 0 if no difference remains. With --dry-run, counts what it would append."
      })
  private boolean repair;

  @Option(
      names = "--metrics-file",
      paramLabel = "FILE",
      description = {
        "Also writes the number of differences into a file, in the text format of Prometheus:"
            + " for `fanfare exporter --metrics-file FILE`, or another program that serves it.",
        "An audit without an answer leaves the file as it is."
      })
  private @Nullable Path metricsFile;

  @Override
  public Integer call() throws InterruptedException {
    Recipients asked = requireValid();
    PipelineAccess pipeline = target.access();
    if (edge) {
      return auditEdge(pipeline, asked.sample);
    }
    if (asked.notifications) {
      return auditNotifications(pipeline);
    }
    ViewsAudit.Scope scope = scope(asked);
    long began = System.nanoTime();
    AuditReport report = audit(pipeline).run(scope);
    Duration took = since(began);
    report.lines(took).forEach(output::line);
    Map<String, Object> document = report.document(took);
    if (!report.isConclusive()) {
      output.document(document);
      return INCONCLUSIVE;
    }
    Map<String, Long> counts = report.counts();
    if (asked.all && pipeline.notifies()) {
      long begun = System.nanoTime();
      NotificationsReport notifications = new NotificationsAudit(pipeline, output.progress()).run();
      notifications.lines(since(begun)).forEach(output::line);
      document.put("notifications", notifications.document(since(begun)));
      counts.put("notifications", notifications.findings());
    }
    boolean isWhole = !asked.all || pipeline.edge() == null || addEdge(pipeline, document, counts);
    document.put("clean", isWhole && report.isClean() && isClean(counts));
    output.document(document);
    if (metricsFile != null) {
      write(metricsFile, AuditMetrics.text(counts, Instant.now()));
    }
    if (!isClean(counts)) {
      return DIFFERENT;
    }
    return isWhole ? 0 : INCONCLUSIVE;
  }

  /** Audits the edge, whose failure takes no other answer away; whether it has an answer. */
  private boolean addEdge(
      PipelineAccess pipeline, Map<String, Object> document, Map<String, Long> counts)
      throws InterruptedException {
    long begun = System.nanoTime();
    try {
      EdgeReport pages = new EdgeAudit(pipeline, output.progress()).run();
      pages.lines(since(begun)).forEach(output::line);
      document.put("edge", pages.document(since(begun)));
      counts.put("edge", pages.different());
      return pages.isConclusive();
    } catch (OperationException e) {
      output.line("The edge has no answer: " + e.getMessage());
      document.put("edge", Map.of("view", "edge", "failure", String.valueOf(e.getMessage())));
      return false;
    }
  }

  private static boolean isClean(Map<String, Long> counts) {
    return counts.values().stream().allMatch(count -> count == 0);
  }

  /** Returns whose views are asked for; of the edge, --all is the default. */
  private Recipients requireValid() {
    if (dryRun.isRequested() && !repair) {
      throw refusal("--dry-run needs --repair: without it, nothing is changed.");
    }
    Recipients asked = recipients == null ? new Recipients() : recipients;
    if (!edge && recipients == null) {
      throw refusal("Give one of --all, --sample, --user, --notifications and --edge.");
    }
    if (asked.sample != null && asked.sample < 1) {
      throw refusal("--sample is " + asked.sample + ": give 1 or more.");
    }
    if (edge && (asked.user != null || asked.notifications || repair || metricsFile != null)) {
      throw refusal(
          "--edge goes with --sample alone: purges are its repair, and --all has the metrics.");
    }
    return asked;
  }

  private ParameterException refusal(String sentence) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
  }

  private int auditEdge(PipelineAccess pipeline, @Nullable Integer sample)
      throws InterruptedException {
    EdgeAudit audit = new EdgeAudit(pipeline, output.progress());
    long began = System.nanoTime();
    EdgeReport report = sample == null ? audit.run() : audit.sample(sample);
    Duration took = since(began);
    output.document(report.document(took));
    report.lines(took).forEach(output::line);
    if (report.different() > 0) {
      return DIFFERENT;
    }
    return report.isConclusive() ? 0 : INCONCLUSIVE;
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private int auditNotifications(PipelineAccess pipeline) throws InterruptedException {
    if (repair || metricsFile != null) {
      throw refusal(
          "--notifications has neither --repair nor --metrics-file: what was sent stays sent, and"
              + " --all has the metrics.");
    }
    long began = System.nanoTime();
    NotificationsReport report = new NotificationsAudit(pipeline, output.progress()).run();
    Duration took = since(began);
    output.document(report.document(took));
    report.lines(took).forEach(output::line);
    return report.isClean() ? 0 : DIFFERENT;
  }

  private ViewsAudit audit(PipelineAccess pipeline) {
    ViewsAudit audit = new ViewsAudit(pipeline, output.progress());
    if (repair) {
      return dryRun.isRequested() ? audit.planningRepair() : audit.repairing();
    }
    return audit;
  }

  /** Whoever reads the file meanwhile gets the former one or this one, and no half of it. */
  private static void write(Path file, String metrics) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, metrics);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new OperationException("The file %s cannot be written: %s.".formatted(file, e), e);
    }
  }

  private static ViewsAudit.Scope scope(Recipients asked) {
    if (asked.sample != null) {
      return ViewsAudit.sample(asked.sample);
    }
    return asked.user == null ? ViewsAudit.everybody() : ViewsAudit.one(asked.user);
  }
}
