package io.fanfare.workloads.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.views.ViewsAudit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Plays the histories of consecutive seeds on one stack, then audits the views of all of them. */
public final class SoakSeries {

  /**
   * How many histories there are, and how large they are.
   *
   * @param firstSeed each following history has the next number
   * @param seeds number of histories
   * @param operations changes of rows in each history
   * @param events plays and downloads in each history
   * @param kills killed servers in each history
   * @param reports directory for the reports of audits that find differences; created on demand
   */
  public record Settings(
      long firstSeed, int seeds, int operations, int events, int kills, Path reports) {}

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final LocalStack stack;
  private final PrintWriter progress;
  private final Settings settings;

  /**
   * @param progress gets a progress bar and one line per history
   */
  public SoakSeries(LocalStack stack, PrintWriter progress, Settings settings) {
    this.stack = stack;
    this.progress = progress;
    this.settings = settings;
  }

  /**
   * Plays and audits all histories.
   *
   * @throws OperationException if a history or an audit cannot be completed
   * @throws IOException if a report cannot be written
   */
  public SoakReport run() throws InterruptedException, IOException {
    long began = System.nanoTime();
    List<SeedReport> played = playAll();
    AuditReport all =
        new ViewsAudit(stack.addresses().access(), progress).run(ViewsAudit.everybody());
    all.requireConclusive();
    double seconds = (System.nanoTime() - began) / 1e9;
    boolean allClean = all.isClean() && all.unreclaimed() == 0;
    if (!allClean) {
      keep(all, seconds, "all");
    }
    boolean clean = allClean && played.stream().allMatch(SeedReport::clean);
    return new SoakReport(
        played, all.recipients(), all.different(), all.unreclaimed(), seconds, clean);
  }

  private List<SeedReport> playAll() throws InterruptedException, IOException {
    Soak soak =
        new Soak(stack, progress, settings.operations(), settings.events(), settings.kills(), true);
    List<SeedReport> played = new ArrayList<>();
    long firstId = 1;
    for (int i = 0; i < settings.seeds(); i++) {
      long seed = settings.firstSeed() + i;
      Shape shape = Shape.ofSeed(seed);
      Soak.Result result = play(soak, seed, shape, firstId);
      progress.println(result.report().line());
      progress.flush();
      if (!result.report().clean()) {
        keep(result.audit(), result.report().seconds(), Long.toString(seed));
        result
            .notifications()
            .lines(Duration.ofMillis((long) (result.report().seconds() * 1_000)))
            .forEach(progress::println);
      }
      played.add(result.report());
      firstId += shape.ids();
    }
    return played;
  }

  private static Soak.Result play(Soak soak, long seed, Shape shape, long firstId)
      throws InterruptedException {
    try {
      return soak.play(seed, shape, firstId);
    } catch (OperationException e) {
      throw new OperationException("With seed %d: %s".formatted(seed, e.getMessage()), e);
    }
  }

  private void keep(AuditReport audit, double seconds, String name) throws IOException {
    Files.createDirectories(settings.reports());
    Duration took = Duration.ofMillis((long) (seconds * Duration.ofSeconds(1).toMillis()));
    Files.write(
        settings.reports().resolve("soak-" + name + ".json"),
        JSON.writeValueAsBytes(audit.document(took)));
  }
}
