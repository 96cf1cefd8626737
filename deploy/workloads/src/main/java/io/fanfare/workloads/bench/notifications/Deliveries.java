package io.fanfare.workloads.bench.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.workloads.bench.kit.FollowGraph;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Post;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.kafka.common.TopicPartition;

/**
 * What listeners should be sent, and what came for each: the pushes and webhooks of posts. Pushes
 * of small posts are measured from when the post was due until the push service had the request.
 */
final class Deliveries implements CountingReceiver.Requests {

  /** The job's default: what is more in an hour becomes a digest at its end. */
  private static final int MOST_PER_HOUR = 30;

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int TOPIC_CHARACTERS = 32;
  private static final long NANOS_A_MICRO = 1_000;

  private final FollowGraph graph;
  private final Map<String, Long> measured = new ConcurrentHashMap<>();

  /** When measured posts were due, µs since the epoch, by the ids of their tracks. */
  private final Map<Long, Long> dueMicros = new ConcurrentHashMap<>();

  private final Recorder latency = new Recorder(3);
  private final int[] due;
  private final AtomicIntegerArray accepted;
  private final Tally pushes = new Tally();
  private final Tally webhooks = new Tally();
  private final AtomicLong expectedPushes = new AtomicLong();
  private final AtomicLong expectedWebhooks = new AtomicLong();

  /** What one channel has accepted. */
  static final class Tally {
    private final AtomicLong count = new AtomicLong();
    private volatile long last;

    private void add(long nanos) {
      last = nanos;
      count.incrementAndGet();
    }

    long count() {
      return count.get();
    }

    /** When the newest one came, by `System.nanoTime`. */
    long last() {
      return last;
    }
  }

  Deliveries(FollowGraph graph) {
    this.graph = graph;
    due = new int[graph.listeners() + 1];
    accepted = new AtomicIntegerArray(graph.listeners() + 1);
  }

  static String pushPath(long listener) {
    return "/push/" + listener;
  }

  static String webhookPath(long listener) {
    return "/webhooks/" + listener;
  }

  Tally pushes() {
    return pushes;
  }

  Tally webhooks() {
    return webhooks;
  }

  /** Expects the messages of a post, and measures its pushes. */
  synchronized void expectMeasured(Post post, long dueNanos) {
    long late = (System.nanoTime() - dueNanos) / NANOS_A_MICRO;
    dueMicros.put(post.trackId(), Micros.of(Instant.now()) - late);
    for (long follower : graph.followers(post.artist())) {
      if (Wishes.of(follower) == Channel.PUSH) {
        measured.put(topic(follower, post), dueNanos);
      }
    }
    expect(post);
  }

  /**
   * Expects the messages of a post.
   *
   * @throws OperationException if a listener may get more than the job sends in an hour
   */
  synchronized void expect(Post post) {
    long ofPost = 0;
    long hooksOfPost = 0;
    for (long follower : graph.followers(post.artist())) {
      Channel channel = Wishes.of(follower);
      if (channel == Channel.PUSH || channel == Channel.WEBHOOK) {
        due[(int) follower]++;
        if (due[(int) follower] > MOST_PER_HOUR) {
          throw new OperationException(
              ("Listener %d would get more than %d messages, which the job may turn into a digest:"
                      + " give more --small-artists, or fewer --small-posts-per-second.")
                  .formatted(follower, MOST_PER_HOUR));
        }
        if (channel == Channel.PUSH) {
          ofPost++;
        } else {
          hooksOfPost++;
        }
      }
    }
    expectedPushes.addAndGet(ofPost);
    expectedWebhooks.addAndGet(hooksOfPost);
  }

  @Override
  public void received(String path, String topic, long nanos) {
    int slash = path.lastIndexOf('/');
    boolean isPush = path.startsWith("/push/");
    if (!isPush && !path.startsWith("/webhooks/")) {
      return;
    }
    if (isPush) {
      Long from = measured.remove(topic);
      if (from != null) {
        latency.recordValue(nanos - from);
      }
    }
    accepted.incrementAndGet(Integer.parseInt(path.substring(slash + 1)));
    (isPush ? pushes : webhooks).add(nanos);
  }

  /** Forgets the latencies until now. */
  void forgetLatency() {
    latency.reset();
  }

  /** The latencies since {@link #forgetLatency}; to be asked for once all has come. */
  Latency latency() {
    return Latency.of(latency.getIntervalHistogram());
  }

  /**
   * From when small posts were due until the job had appended their pushes.
   *
   * @param from where the topics of messages ended before the first of these posts
   */
  Latency emitted(KafkaAccess kafka, Map<TopicPartition, Long> from) {
    Histogram emitted = Latency.histogram();
    Emitted.read(
        kafka,
        from,
        (message, appended) -> {
          Long due = dueMicros.get(message.getActivities().get(0).getActivity().getObjectId());
          if (due != null && message.getChannel() == Channel.PUSH) {
            emitted.recordValue(Math.max(0, appended - due) * NANOS_A_MICRO);
          }
        });
    return Latency.of(emitted);
  }

  /**
   * Returns when all that was expected has come.
   *
   * @throws OperationException if it has not within ten minutes
   */
  void awaitAll() throws InterruptedException {
    if (!Await.within(PATIENCE, POLL, () -> missingPushes() + missingWebhooks() <= 0)) {
      throw new OperationException(
          "%,d pushes and %,d webhooks are missing after %d minutes."
              .formatted(missingPushes(), missingWebhooks(), PATIENCE.toMinutes()));
    }
  }

  private long missingPushes() {
    return expectedPushes.get() - pushes.count();
  }

  private long missingWebhooks() {
    return expectedWebhooks.get() - webhooks.count();
  }

  /**
   * What came for each listener compared with what should have.
   *
   * @param missing messages that did not come
   * @param tooMany messages that came although they were not expected, or came before
   */
  record Account(long expected, long missing, long tooMany) {

    String line() {
      return String.format(
          Locale.ROOT,
          "%,d pushes and webhooks were expected of all posts: %,d missing, %,d too many",
          expected,
          missing,
          tooMany);
    }
  }

  synchronized Account account() {
    long expected = 0;
    long missing = 0;
    long tooMany = 0;
    for (int listener = 1; listener < due.length; listener++) {
      expected += due[listener];
      missing += Math.max(0, due[listener] - accepted.get(listener));
      tooMany += Math.max(0, accepted.get(listener) - due[listener]);
    }
    return new Account(expected, missing, tooMany);
  }

  /** The header by which a push service replaces a push that no browser got yet. */
  static String topic(long listener, Post post) {
    String group = listener + "/TRACK/" + post.trackId();
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(group.getBytes(UTF_8));
      return Base64.getUrlEncoder().encodeToString(hash).substring(0, TOPIC_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The JVM has no SHA-256.", e);
    }
  }
}
