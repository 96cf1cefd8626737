package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackSettings;
import io.fanfare.local.server.ConnectServer;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.local.supervisor.ServerReport;
import io.fanfare.local.supervisor.StackState;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.topics.TopicLog;
import io.fanfare.schemas.Topics;
import io.fanfare.stack.ModelsTopic.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The snapshot that the capture of a stack begins with, as `models` has it. */
record FirstSnapshot(StackSettings settings) {

  /** Other stacks may start at the same time: then one takes minutes until it reads rows. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * Starts the stack and kills Connect when a row has been read, which ends the start.
   *
   * @param key of a row that is not among the last ones
   */
  void interruptAfter(String key) throws Exception {
    CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> killConnectAfter(key));
    assertThatThrownBy(() -> LocalStack.up(settings, System.out::println).close())
        .isInstanceOf(OperationException.class)
        .hasMessageMatching("(?is).*connect (ended|does not answer).*");
    killed.get();
  }

  private void killConnectAfter(String key) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> !changesOf(key).isEmpty());
    long process =
        StackState.read(settings.home()).orElseThrow().servers().stream()
            .filter(server -> server.name().equals(ConnectServer.NAME))
            .mapToLong(ServerReport::pid)
            .sum();
    assertThat(ProcessHandle.of(process).orElseThrow().destroyForcibly()).isTrue();
  }

  /** What `models` has of a row by now: event and key, the oldest first. */
  List<String> changesOf(String key) {
    List<String> changes = new ArrayList<>();
    try (TopicLog log = new TopicLog(new StackAddresses(settings).kafka(), Topics.MODELS)) {
      log.read(
          record -> {
            Change change = new Change(record);
            if (change.key().equals(key)) {
              changes.add(change.toString());
            }
          });
    }
    return changes;
  }
}
