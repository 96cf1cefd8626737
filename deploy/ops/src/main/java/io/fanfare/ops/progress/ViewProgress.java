package io.fanfare.ops.progress;

import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.topics.KafkaClients;
import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.progress.Marker;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the views are. A marker that is appended to `models` travels behind all effects of the
 * records before it. Once all parts of a view have reported it, those effects are durable.
 */
public final class ViewProgress {

  private static final TopicPartition PROGRESS = new TopicPartition(Topics.PROGRESS, 0);
  private static final Duration POLL = Duration.ofMillis(100);

  /**
   * A job that restores with another parallelism loses the markers that are on their way, so the
   * marker is appended again. A later one proves more, so it counts as the first.
   */
  private static final Duration REPEAT = Duration.ofSeconds(30);

  private final AvroCodec<Passed> codec = AvroCodec.of(Passed.class);
  private final KafkaAccess kafka;

  public ViewProgress(KafkaAccess kafka) {
    this.kafka = kafka;
  }

  /**
   * Returns when views hold every effect of what is in `models` now. What the source has committed
   * is there when {@link CapturedPosition#await} has returned.
   *
   * @param views by the names in {@link io.fanfare.schemas.progress.Views}
   * @throws LateException if they do not within this time, with the parts that are missing
   */
  public void await(Set<String> views, Duration patience) throws InterruptedException {
    await(views, patience, behind -> {});
  }

  /**
   * The same, with something to do meanwhile.
   *
   * @param meanwhile runs after each poll
   */
  public void await(Set<String> views, Duration patience, Await.Meanwhile meanwhile)
      throws InterruptedException {
    Map<String, PassedParts> waited = new TreeMap<>();
    views.forEach(view -> waited.put(view, new PassedParts(view)));
    try (KafkaConsumer<byte[], byte[]> consumer = atEnd();
        ModelsAppender models = new ModelsAppender(kafka)) {
      await(waited, patience, meanwhile, consumer, models);
    } catch (KafkaException e) {
      throw new OperationException(
          "The topic %s could not be read from %s: %s. `fanfare status` shows the state of Kafka."
              .formatted(Topics.PROGRESS, kafka, e.getMessage()),
          e);
    }
  }

  private void await(
      Map<String, PassedParts> waited,
      Duration patience,
      Await.Meanwhile meanwhile,
      KafkaConsumer<byte[], byte[]> consumer,
      ModelsAppender models)
      throws InterruptedException {
    Marker marker = new Marker(UUID.randomUUID().toString());
    long began = System.nanoTime();
    long appended = began - REPEAT.toNanos();
    while (!waited.values().stream().allMatch(PassedParts::isComplete)) {
      long now = System.nanoTime();
      if (now - began > patience.toNanos()) {
        throw late(waited.values(), patience);
      }
      if (now - appended >= REPEAT.toNanos()) {
        models.marker(marker);
        models.flush();
        appended = now;
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        note(record, marker, waited);
      }
      meanwhile.run(() -> behind(waited.values()));
    }
  }

  private void note(
      ConsumerRecord<byte[], byte[]> record, Marker marker, Map<String, PassedParts> waited) {
    try {
      Passed passed = codec.decode(record.value());
      PassedParts view = waited.get(passed.getView());
      if (view != null && passed.getMarkerId().equals(marker.getId())) {
        view.add(passed);
      }
    } catch (UndecodableException e) {
      // A record of another writer: it is no report of this marker.
      return;
    }
  }

  private static LateException late(Collection<PassedParts> waited, Duration patience) {
    return new LateException(
        "After %d s, %s. `fanfare status` shows whether their jobs run."
            .formatted(patience.toSeconds(), behind(waited)));
  }

  private static String behind(Collection<PassedParts> waited) {
    return waited.stream()
        .filter(view -> !view.isComplete())
        .map(PassedParts::describe)
        .collect(
            Collectors.joining(
                "; ", "the views have not passed the end of " + Topics.MODELS + ": ", ""));
  }

  private KafkaConsumer<byte[], byte[]> atEnd() {
    KafkaConsumer<byte[], byte[]> consumer =
        KafkaClients.consumer(kafka, Map.of(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false));
    consumer.assign(List.of(PROGRESS));
    consumer.seekToEnd(List.of(PROGRESS));
    // Seeking is lazy: only asking for the position fixes it.
    consumer.position(PROGRESS);
    return consumer;
  }
}
