package io.fanfare.workloads.bench.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.schemas.notifications.Channel;
import io.fanfare.workloads.bench.kit.FollowGraph;
import io.fanfare.workloads.bench.kit.Post;
import io.fanfare.workloads.bench.kit.Posts;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

  /** All 100 listeners follow artist 0: ten of them want pushes, one a webhook. */
  private final FollowGraph graph = FollowGraph.celebrity(100, 1, 100, 1);

  private final Posts posts = new Posts(graph, 1);
  private final Deliveries deliveries = new Deliveries(graph);

  @Test
  void aMessageIsExpectedOnceForEachPostAndListenerWhoWantsIt() throws Exception {
    Post post = posts.of(0);
    deliveries.expect(post);
    for (long listener = 10; listener <= 100; listener += 10) {
      push(listener, post);
    }
    deliveries.received("/webhooks/2", "", System.nanoTime());
    deliveries.awaitAll();
    assertThat(deliveries.account()).isEqualTo(new Deliveries.Account(11, 0, 0));
    assertThat(deliveries.pushes().count()).isEqualTo(10);
    assertThat(deliveries.webhooks().count()).isEqualTo(1);
  }

  @Test
  void whatIsMissingAndWhatCameTwiceIsFound() {
    Post post = posts.of(0);
    deliveries.expect(post);
    push(20, post);
    push(20, post);
    deliveries.received("/webhooks/3", "", System.nanoTime());
    assertThat(deliveries.account()).isEqualTo(new Deliveries.Account(11, 10, 2));
  }

  @Test
  void pushesOfMeasuredPostsAreMeasuredOnceAndOthersAreNot() {
    long due = System.nanoTime();
    Post measured = posts.of(0);
    Post other = posts.of(0);
    deliveries.expectMeasured(measured, due);
    deliveries.expect(other);
    String topic = Deliveries.topic(10, measured);
    deliveries.received("/push/10", topic, due + 5_000_000);
    deliveries.received("/push/10", topic, due + 9_000_000);
    deliveries.received("/push/10", Deliveries.topic(10, other), due + 9_000_000);
    assertThat(deliveries.latency().count()).isEqualTo(1);
  }

  @Test
  void aListenerMustNotGetMoreThanTheJobSendsInAnHour() {
    for (int post = 0; post < 30; post++) {
      deliveries.expect(posts.of(0));
    }
    assertThatThrownBy(() -> deliveries.expect(posts.of(0)))
        .hasMessageStartingWith("Listener 2 would get more than 30 messages");
  }

  @Test
  void aFifthAndAHundredthOfTheListenersAreNotified() {
    Wishes wishes = new Wishes(10_000);
    assertThat(Arrays.stream(Channel.values()).map(wishes::count))
        .containsExactly(1_000L, 1_000L, 100L);
    assertThat(wishes.notifiedAtOnce()).hasSize(1_100).isSorted().startsWith(2, 10, 20);
  }

  private void push(long listener, Post post) {
    deliveries.received(
        Deliveries.pushPath(listener), Deliveries.topic(listener, post), System.nanoTime());
  }
}
