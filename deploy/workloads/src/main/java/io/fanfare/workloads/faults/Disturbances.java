package io.fanfare.workloads.faults;

import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.local.supervisor.ServerState;
import io.fanfare.local.supervisor.StackState;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/** Plans and makes the faults of a run of operations: which server fails, and when. */
public final class Disturbances {

  /** The servers that a row passes on its way. */
  private static final List<String> SERVERS =
      List.of("taskmanager", "jobmanager", "kafka", "cassandra", "connect", "mariadb");

  private static final String INDEX = "elasticsearch";

  /**
   * The beginning of the name of each generation's job: a backfill may have changed the generation.
   */
  private static final String SEARCH = JobNames.search("");

  private static final String RUNNING = "RUNNING";

  /** More than the retention of dashboards. */
  private static final Duration FAR_AHEAD = Duration.ofDays(200);

  private final LocalStack stack;
  private final List<String> replayed = new ArrayList<>();
  private final Map<Integer, List<String>> kills = new TreeMap<>();
  private final int savepoint;
  private final int replay;
  private final int wrongTimes;

  /**
   * @param operations number of operations
   * @param kills number of kills, each after a random operation
   * @param replays whether the jobs fan-out, search, stats and notifications each restart once from
   *     an old savepoint, and `models` gets records with wrong times
   */
  public Disturbances(LocalStack stack, Random random, int operations, int kills, boolean replays) {
    this.stack = stack;
    replayed.add(JobNames.FAN_OUT);
    List<String> servers = new ArrayList<>(SERVERS);
    if (stack.state().extent().searches()) {
      stack.state().jobs().keySet().stream()
          .filter(job -> job.startsWith(SEARCH))
          .forEach(replayed::add);
      servers.add(INDEX);
    }
    if (stack.state().extent().counts()) {
      replayed.add(JobNames.STATS);
    }
    if (stack.state().jobs().containsKey(JobNames.NOTIFICATIONS)) {
      replayed.add(JobNames.NOTIFICATIONS);
      Arrays.stream(Channel.values()).map(Channels::agent).forEach(servers::add);
    }
    for (int i = 0; i < kills; i++) {
      this.kills
          .computeIfAbsent(1 + random.nextInt(operations), operation -> new ArrayList<>())
          .add(servers.get(random.nextInt(servers.size())));
    }
    savepoint = replays ? 1 + random.nextInt(Math.max(1, operations / 2)) : -1;
    replay = replays ? savepoint + random.nextInt(operations - savepoint + 1) : -1;
    wrongTimes = replays ? 1 + random.nextInt(operations) : -1;
  }

  /** Returns how often each server is killed. */
  public Map<String, Integer> killed() {
    Map<String, Integer> killed = new TreeMap<>();
    kills.values().stream()
        .flatMap(Collection::stream)
        .forEach(server -> killed.merge(server, 1, Integer::sum));
    return killed;
  }

  /** Describes how often each server was killed. */
  public static String describe(Map<String, Integer> killed) {
    String kills =
        new TreeMap<>(killed)
            .entrySet().stream()
                .map(kill -> kill.getKey() + (kill.getValue() > 1 ? " ×" + kill.getValue() : ""))
                .collect(Collectors.joining(", "));
    return "killed " + (kills.isEmpty() ? "nothing" : kills);
  }

  /** Makes the faults that are due after an operation; the first operation is number 1. */
  public void after(int operation) throws InterruptedException {
    for (String server : kills.getOrDefault(operation, List.of())) {
      new Kill(stack, server).execute();
    }
    if (operation == savepoint) {
      forEachReplayed("has a savepoint", stack::keepSavepoint);
    }
    if (operation == replay) {
      forEachReplayed("is replayed", stack::replay);
    }
    if (operation == wrongTimes) {
      Patience.until("Kafka appends records with wrong times", this::appendsWrongTimes);
    }
  }

  private boolean appendsWrongTimes() throws InterruptedException {
    try {
      WrongTimes.append(stack.addresses().kafka(), Instant.now().plus(FAR_AHEAD), Instant.EPOCH);
      return true;
    } catch (ExecutionException | KafkaException e) {
      // Kafka was killed, or a try before has left the topic as it was: repeating is harmless.
      return false;
    }
  }

  /** Returns when all servers and jobs run. */
  public void awaitRecovery() throws InterruptedException {
    Patience.until("all servers and jobs run again", () -> isWell(stack.state()));
  }

  private static boolean isWell(StackState state) {
    return state.problem().isEmpty()
        && state.servers().stream().allMatch(server -> server.state() == ServerState.RUNNING)
        && state.jobs().values().stream().allMatch(RUNNING::equals);
  }

  /** A request to Flink about a job. */
  private interface Request {
    boolean of(String job) throws IOException, InterruptedException;
  }

  private void forEachReplayed(String what, Request request) throws InterruptedException {
    for (String job : replayed) {
      Patience.until(job + " " + what, () -> answered(request, job));
    }
  }

  private static boolean answered(Request request, String job) throws InterruptedException {
    try {
      return request.of(job);
    } catch (IOException e) {
      // The JobManager was killed, or has not recovered the job yet.
      return false;
    }
  }
}
