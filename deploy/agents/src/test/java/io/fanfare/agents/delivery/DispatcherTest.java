package io.fanfare.agents.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.NotifiedActivity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration WHILE = Duration.ofMillis(50);

  /** The messages that were begun with, and how each of them ends. */
  private final List<String> begun = new CopyOnWriteArrayList<>();

  /** For each of them, whether the dispatcher says that it was begun with before. */
  private final List<Boolean> again = new CopyOnWriteArrayList<>();

  private final Map<String, CompletableFuture<Optional<Again>>> ends = new ConcurrentHashMap<>();

  private final Places places = new Places();
  private final Dispatcher dispatcher =
      new Dispatcher(
          messages -> CompletableFuture.completedFuture(messages.stream().map(one -> NO).toList()),
          (ticket, verdict) -> {
            String name = ticket.message().getId() + "/" + ticket.attempt();
            begun.add(name);
            again.add(ticket.isBegun());
            return ends.computeIfAbsent(name, new Pending()::of);
          },
          places,
          1_000,
          Clock.systemUTC());

  private static final Verdict NO = new Verdict(Map.of(), Map.of(), null);

  private static final class Pending {
    CompletableFuture<Optional<Again>> of(String name) {
      return new CompletableFuture<>();
    }
  }

  @AfterEach
  void close() {
    dispatcher.close();
  }

  @Test
  void messagesOfARecipientComeOneAfterTheOther() {
    add("a", 1);
    add("b", 1);
    add("c", 2);
    awaitBegun("a/0", "c/0");
    end("a/0", Optional.empty());
    awaitBegun("a/0", "c/0", "b/0");
    end("b/0", Optional.empty());
    end("c/0", Optional.empty());
    await().atMost(PATIENCE).until(() -> places.open() == 0 && dispatcher.active() == 0);
  }

  @Test
  void whileAReceiverFailsOnlyItsRecipientWaits() {
    add("a", 1);
    add("b", 1);
    awaitBegun("a/0");
    end("a/0", Optional.of(new Again(Instant.now().plusMillis(300), true, false)));
    add("c", 2);
    await().atMost(PATIENCE).until(() -> dispatcher.held() == 2);
    awaitBegun("a/0", "c/0", "a/1");
    assertThat(dispatcher.held()).isZero();
    assertThat(places.open()).isEqualTo(3);
  }

  @Test
  void quietHoursAreNoTry() {
    add("a", 1);
    awaitBegun("a/0");
    CompletableFuture<Optional<Again>> first = ends.remove("a/0");
    first.complete(Optional.of(new Again(Instant.now().plusMillis(100), false, false)));
    awaitBegun("a/0", "a/0");
  }

  @Test
  void whatIsGoneDoesNotHoldUpWhatComesBack() {
    add("a", 1);
    awaitBegun("a/0");
    end("a/0", Optional.of(new Again(Instant.now().plusSeconds(3_600), true, false)));
    places.forget(List.of(PARTITION));
    dispatcher.proceed();
    add("b", 1);
    awaitBegun("a/0", "b/0");
  }

  @Test
  void aFailureIsNoTry() {
    add("a", 1);
    awaitBegun("a/0");
    CompletableFuture<Optional<Again>> first = ends.remove("a/0");
    first.completeExceptionally(new IllegalStateException("away"));
    awaitBegun("a/0", "a/0");
    assertThat(again).containsExactly(false, true);
  }

  @Test
  void whatWaitsForAReceiverDoesNotWaitForTheAgent() {
    add("a", 1);
    awaitBegun("a/0");
    await().atMost(PATIENCE).until(() -> dispatcher.longestWait().compareTo(WHILE) > 0);
    end("a/0", Optional.of(new Again(Instant.now().plusSeconds(3_600), true, false)));
    add("b", 1);
    assertThat(dispatcher.longestWait()).isZero();
  }

  @Test
  void whatWaitsForTheSourceOrTheLedgerWaitsForTheAgent() {
    add("a", 1);
    awaitBegun("a/0");
    ends.remove("a/0").completeExceptionally(new IllegalStateException("away"));
    awaitBegun("a/0", "a/0");
    assertThat(dispatcher.longestWait()).isGreaterThan(Duration.ofSeconds(1));
    end("a/0", Optional.empty());
    await().atMost(PATIENCE).until(() -> dispatcher.longestWait().isZero());
  }

  @Test
  void nothingBeginsWhileItIsHeld() {
    dispatcher.hold();
    add("a", 1);
    await().during(Duration.ofMillis(200)).atMost(PATIENCE).until(begun::isEmpty);
    dispatcher.proceed();
    dispatcher.pump();
    awaitBegun("a/0");
  }

  @Test
  void urgentMessagesDoNotWaitBehindThoseOfALargeFanOut() {
    dispatcher.hold();
    add("large", 1, true);
    add("other large", 2, true);
    add("small", 3, false);
    dispatcher.proceed();
    dispatcher.pump();
    awaitBegun("small/0", "large/0", "other large/0");
    assertThat(begun).first().isEqualTo("small/0");
  }

  @Test
  void aLargeFanOutLeavesRoomForUrgentMessages() {
    for (int recipient = 0; recipient < 2_000; recipient++) {
      dispatcher.add(ticket("large" + recipient, recipient, true));
    }
    dispatcher.pump();
    await().atMost(PATIENCE).until(() -> begun.size() == 900);
    add("small", 5_000, false);
    await().atMost(PATIENCE).until(() -> begun.contains("small/0"));
    assertThat(begun).hasSize(901);
  }

  @Test
  void anUrgentMessageThatIsTriedAgainComesBeforeALargeFanOut() {
    add("small", 5_000, false);
    awaitBegun("small/0");
    for (int recipient = 0; recipient < 2_000; recipient++) {
      dispatcher.add(ticket("large" + recipient, recipient, true));
    }
    dispatcher.pump();
    await().atMost(PATIENCE).until(() -> begun.size() == 900);
    end("small/0", Optional.of(new Again(Instant.now().plusMillis(100), true, false)));
    await().atMost(PATIENCE).until(() -> begun.contains("small/1"));
  }

  @Test
  void aJudgementIsLeftForUrgentMessages() {
    List<List<String>> judged = new CopyOnWriteArrayList<>();
    try (Dispatcher waiting =
        new Dispatcher(
            messages -> {
              judged.add(messages.stream().map(Notification::getId).toList());
              return new CompletableFuture<>();
            },
            (ticket, verdict) -> new CompletableFuture<>(),
            places,
            10_000,
            Clock.systemUTC())) {
      for (int recipient = 0; recipient < 2_000; recipient++) {
        waiting.add(ticket("large" + recipient, recipient, true));
      }
      waiting.pump();
      await().atMost(PATIENCE).until(() -> judged.size() == 3);
      waiting.add(ticket("small", 5_000, false));
      waiting.pump();
      await().atMost(PATIENCE).until(() -> judged.size() == 4);
      assertThat(judged).last().isEqualTo(List.of("small"));
    }
  }

  @Test
  void messagesAreJudgedTogetherAlsoWhenOneBeginsAsAnotherEnds() {
    List<Integer> together = new CopyOnWriteArrayList<>();
    BlockingQueue<CompletableFuture<Optional<Again>>> active = new LinkedBlockingQueue<>();
    try (Dispatcher full =
        new Dispatcher(
            messages -> {
              together.add(messages.size());
              return CompletableFuture.completedFuture(messages.stream().map(one -> NO).toList());
            },
            (ticket, verdict) -> {
              CompletableFuture<Optional<Again>> end = new CompletableFuture<>();
              active.add(end);
              return end;
            },
            places,
            100,
            Clock.systemUTC())) {
      for (int recipient = 0; recipient < 300; recipient++) {
        full.add(ticket("m" + recipient, recipient, true));
      }
      full.pump();
      for (int message = 0; message < 300; message++) {
        await().atMost(PATIENCE).until(() -> !active.isEmpty());
        active.remove().complete(Optional.empty());
      }
      await().atMost(PATIENCE).until(() -> places.open() == 0);
    }
    // A tenth of the room is for urgent ones.
    assertThat(together).containsExactly(90, 50, 50, 50, 50, 10);
  }

  private void add(String id, long recipient) {
    add(id, recipient, false);
  }

  private void add(String id, long recipient, boolean batch) {
    dispatcher.add(ticket(id, recipient, batch));
    dispatcher.pump();
  }

  private Ticket ticket(String id, long recipient, boolean batch) {
    long offset = places.open() + 100L * recipient;
    int generation = places.begin(PARTITION, offset);
    Activity activity = new Activity(ActivityKind.TRACK, 1L, 5L, 0L);
    Notification message =
        new Notification(
            id,
            recipient,
            Channel.PUSH,
            false,
            batch,
            0L,
            1L,
            List.of(new NotifiedActivity(activity, 9L)));
    return Ticket.first(PARTITION, offset, generation, message);
  }

  private void end(String name, Optional<Again> again) {
    ends.get(name).complete(again);
  }

  private void awaitBegun(String... names) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(begun).containsExactlyInAnyOrder(names));
  }
}
