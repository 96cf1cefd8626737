package io.fanfare.workloads.bench.notifications;

import io.fanfare.schemas.notifications.Channel;
import io.fanfare.workloads.bench.kit.CpuClock;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Stages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What `fanfare bench notifications` found.
 *
 * @param batchRowsPerSecond the batch lane's share of the store; 0 for no bound
 * @param ceilings of pushes, in a process that does nothing else
 * @param idle small posts with nothing else going on
 * @param received what came for each listener compared with what should have
 * @param audit of all events, from the topics
 * @param auditSeconds how long it took
 */
public record NotificationsReport(
    Machine machine,
    NotificationsWorkload workload,
    int batchRowsPerSecond,
    PushCeilings ceilings,
    SmallPushes idle,
    LargePost post,
    Premiere premiere,
    Deliveries.Account received,
    io.fanfare.ops.audit.notifications.NotificationsReport audit,
    double auditSeconds) {

  private static final double PERCENT = 100;
  private static final double SMALL_PART = 0.1;
  private static final double MICROS = 1e6;

  /**
   * Pushes of small posts.
   *
   * @param accepted from the commit until the push service had the request
   * @param dashboard from the commit until the entry was on the dashboard
   * @param emitted from the commit until the job had emitted the message for the agent
   */
  record SmallPushes(Latency accepted, Stages dashboard, Latency emitted) {

    List<String> lines(String what) {
      return List.of(
          accepted.line(what),
          dashboard.total().line("  until it is on the dashboard"),
          emitted.line("  until the job emits the message"));
    }
  }

  /**
   * A post to all listeners, beside small posts.
   *
   * @param seconds from its commit to the completion event of its last entry
   */
  record LargePost(long entries, double seconds, SmallPushes small, Phase phase) {

    double entriesPerSecond() {
      return entries / seconds;
    }
  }

  /**
   * A post whose messages are due at one moment, with nothing else going on.
   *
   * @param copiedPerSecond its messages from Kafka to Kafka
   */
  record Premiere(long entries, Phase phase, double copiedPerSecond) {}

  public List<String> lines() {
    List<String> lines = new ArrayList<>(machine.lines());
    Wishes wishes = workload.wishes();
    lines.add(
        format(
            "%,d listeners: %,d want pushes, %,d a daily e-mail, %,d webhooks; %.0f posts/s of"
                + " others with %,d followers each",
            workload.followers(),
            wishes.count(Channel.PUSH),
            wishes.count(Channel.EMAIL),
            wishes.count(Channel.WEBHOOK),
            workload.smallPostsPerSecond(),
            workload.smallFollowers()));
    small(lines);
    rates(lines);
    pushes(lines);
    cpu(lines);
    accounts(lines);
    return lines;
  }

  private void small(List<String> lines) {
    lines.add("");
    lines.add(Latency.head("small posts: commit to push, ms"));
    lines.addAll(idle.lines("idle"));
    lines.addAll(post.small.lines("beside the large fan-out"));
    lines.add(
        format(
            "  p99 beside the large fan-out: %.1f times the idle one",
            post.small.accepted().p99() / idle.accepted().p99()));
  }

  private void rates(List<String> lines) {
    lines.add("");
    lines.add(row("", "large post", "premiere"));
    lines.add(row("entries", count(post.entries), count(premiere.entries)));
    lines.add(row("entries/s", format("%,.0f", post.entriesPerSecond()), "before"));
    both(lines, "messages of the job", phase -> count(phase.emitted().messages()));
    both(lines, "messages of the job/s", phase -> format("%,.0f", phase.emitted().perSecond()));
    lines.add(
        row(
            "  of a copy from Kafka to Kafka",
            "",
            percent(premiere.phase.emitted().perSecond() / premiere.copiedPerSecond)));
    both(lines, "pushes accepted", phase -> count(phase.pushes()));
    both(lines, "pushes accepted/s", phase -> format("%,.0f", phase.pushesPerSecond()));
    both(
        lines,
        "  of encrypted and posted alone",
        phase -> percent(phase.pushesPerSecond() / ceilings.sent().perSecond()));
    both(lines, "webhooks accepted", phase -> count(phase.webhooks()));
    both(lines, "webhooks accepted/s", phase -> format("%,.0f", phase.webhooksPerSecond()));
    both(
        lines,
        "  of posts alone",
        phase -> percent(phase.webhooksPerSecond() / ceilings.posted().perSecond()));
    lines.add(
        format(
            "the last push came %.1f s after the last entry of the large post, of %.1f s",
            post.phase.pushSeconds() - post.seconds, post.seconds));
    lines.add(
        batchRowsPerSecond == 0
            ? "no bound on the batch lane"
            : format("the batch lane's share: %,d rows/s", batchRowsPerSecond));
  }

  private void pushes(List<String> lines) {
    lines.add("");
    lines.add(row("pushes", "a CPU second", "a second"));
    ceiling(lines, "encrypted by the JDK, alone", ceilings.encryptedByJdk());
    ceiling(lines, "encrypted, alone", ceilings.encrypted());
    ceiling(lines, "posted, alone", ceilings.posted());
    ceiling(lines, "encrypted and posted, alone", ceilings.sent());
    agent(lines, "agent, large post", post.phase);
    agent(lines, "agent, premiere", premiere.phase);
  }

  private static void ceiling(List<String> lines, String what, PushCeilings.Rate rate) {
    lines.add(
        row("  " + what, format("%,.0f", rate.perCpuSecond()), format("%,.0f", rate.perSecond())));
  }

  private void agent(List<String> lines, String what, Phase phase) {
    lines.add(
        row(
                "  " + what,
                format("%,.0f", phase.pushesPerCpuSecond()),
                format("%,.0f", phase.pushesPerSecond()))
            + format(
                "   %s of encrypted and posted",
                percent(phase.pushesPerCpuSecond() / ceilings.sent().perCpuSecond())));
  }

  private void cpu(List<String> lines) {
    lines.add("");
    lines.add(row("CPU µs", "large post", "premiere"));
    both(
        lines,
        "  the job's tasks, a message (busy)",
        phase -> micros(phase.jobBusySeconds(), phase.emitted().messages()));
    both(
        lines,
        "  agent-push, a push",
        phase -> micros(phase.cpuSeconds(Phase.agent(Channel.PUSH)), phase.pushes()));
    both(
        lines,
        "  agent-webhook, a webhook",
        phase -> micros(phase.cpuSeconds(Phase.agent(Channel.WEBHOOK)), phase.webhooks()));
    both(
        lines,
        "  receiver and bench, a request",
        phase -> micros(phase.cpuSeconds(CpuClock.BENCH), phase.pushes() + phase.webhooks()));
    lines.add(row("CPU s", "", ""));
    for (String process : new TreeSet<>(post.phase.cpuSeconds().keySet())) {
      both(lines, "  " + process, phase -> format("%.1f", phase.cpuSeconds(process)));
    }
  }

  private void accounts(List<String> lines) {
    lines.add("");
    lines.add(received.line());
    lines.addAll(audit.lines(Duration.ofMillis((long) (1e3 * auditSeconds))));
  }

  private interface OfPhase {
    String of(Phase phase);
  }

  private void both(List<String> lines, String what, OfPhase of) {
    lines.add(row(what, of.of(post.phase), of.of(premiere.phase)));
  }

  private static String row(String... columns) {
    return format("%-36s %16s %16s", (Object[]) columns);
  }

  private static String count(long count) {
    return format("%,d", count);
  }

  private static String percent(double part) {
    return format(part < SMALL_PART ? "%.1f %%" : "%.0f %%", PERCENT * part);
  }

  private static String micros(double seconds, long count) {
    return format("%.0f", MICROS * seconds / count);
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
