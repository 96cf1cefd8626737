package io.fanfare.workloads.bench.notifications;

import io.fanfare.local.server.AgentProcess;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.CpuClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What happened from a moment on until all messages were accepted.
 *
 * @param emitted the job's messages
 * @param pushSeconds from the moment until the last push was accepted
 * @param webhookSeconds from the moment until the last webhook was accepted
 * @param cpuSeconds of each process
 * @param jobBusySeconds of the job's tasks
 */
record Phase(
    Emitted emitted,
    long pushes,
    double pushSeconds,
    long webhooks,
    double webhookSeconds,
    Map<String, Double> cpuSeconds,
    double jobBusySeconds) {

  double pushesPerSecond() {
    return pushes / pushSeconds;
  }

  double webhooksPerSecond() {
    return webhooks / webhookSeconds;
  }

  double pushesPerCpuSecond() {
    return pushes / cpuSeconds(agent(Channel.PUSH));
  }

  double webhooksPerCpuSecond() {
    return webhooks / cpuSeconds(agent(Channel.WEBHOOK));
  }

  double cpuSeconds(String process) {
    return cpuSeconds.getOrDefault(process, 0.0);
  }

  static String agent(Channel channel) {
    return AgentProcess.NAMES.get(channel.ordinal());
  }

  /** The beginning of a phase. */
  static final class Watch {
    private final BenchStack bench;
    private final Deliveries deliveries;
    private final Map<TopicPartition, Long> ends;
    private final double busy;
    private final Map<String, Double> cpu;
    private final long pushes;
    private final long webhooks;

    private Watch(BenchStack bench, Deliveries deliveries, Instant notBefore)
        throws IOException, InterruptedException {
      this.bench = bench;
      this.deliveries = deliveries;
      busy = bench.busySeconds(JobNames.NOTIFICATIONS);
      Thread.sleep(Math.max(0, Duration.between(Instant.now(), notBefore).toMillis()));
      ends = Emitted.ends(kafka());
      pushes = deliveries.pushes().count();
      webhooks = deliveries.webhooks().count();
      cpu = bench.cpu().seconds();
    }

    /**
     * Begins, in 13 s at the soonest.
     *
     * @param notBefore when the phase begins
     */
    static Watch begin(BenchStack bench, Deliveries deliveries, Instant notBefore)
        throws IOException, InterruptedException {
      return new Watch(bench, deliveries, notBefore);
    }

    private KafkaAccess kafka() {
      return bench.addresses().kafka();
    }

    /** Where the topics of messages ended at the beginning. */
    Map<TopicPartition, Long> topicEnds() {
      return ends;
    }

    /**
     * Returns what has happened, once all has been accepted.
     *
     * @param from when the first message could be sent, by `System.nanoTime`
     */
    Phase end(long from) throws IOException, InterruptedException {
      deliveries.awaitAll();
      Map<String, Double> used = CpuClock.between(cpu, bench.cpu().seconds());
      double jobBusy = bench.busySeconds(JobNames.NOTIFICATIONS) - busy;
      return new Phase(
          Emitted.since(kafka(), ends),
          deliveries.pushes().count() - pushes,
          (deliveries.pushes().last() - from) / 1e9,
          deliveries.webhooks().count() - webhooks,
          (deliveries.webhooks().last() - from) / 1e9,
          used,
          jobBusy);
    }
  }
}
