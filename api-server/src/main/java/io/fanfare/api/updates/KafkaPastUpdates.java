package io.fanfare.api.updates;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.topics.TopicFollower;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads past completion events from Kafka. A replay reads all events of the partition and keeps
 * those of one recipient, so it is bounded: in records, in time, in how many run at once, and to
 * one at once for a recipient.
 */
public final class KafkaPastUpdates implements PastUpdates {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final long MOST_READ = 200_000;
  private static final int MOST_AT_ONCE = 4;
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final KafkaAccess kafka;
  private final UpdateDecoder decoder = new UpdateDecoder();
  private final ReplayPlaces places = new ReplayPlaces(MOST_AT_ONCE, WAIT);

  public KafkaPastUpdates(KafkaAccess kafka) {
    this.kafka = kafka;
  }

  @Override
  public @Nullable List<Update> replay(Position from, long end, long recipientId) {
    if (from.offset() == end) {
      return List.of();
    }
    if (end - from.offset() > MOST_READ) {
      return null;
    }
    return places.read(recipientId, () -> readAll(from, end, recipientId));
  }

  private @Nullable List<Update> readAll(Position from, long end, long recipientId) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka.reader(TopicFollower.CLIENT))) {
      return read(consumer, from, end, recipientId);
    } catch (OffsetOutOfRangeException e) {
      return null;
    } catch (KafkaException e) {
      throw new UnavailableException(LiveUpdates.ABSENT, e);
    }
  }

  private @Nullable List<Update> read(
      KafkaConsumer<byte[], byte[]> consumer, Position from, long end, long recipientId) {
    TopicPartition partition = new TopicPartition(Topics.DASHBOARD_UPDATES, from.partition());
    if (from.offset() > end) {
      // Another API server is ahead of this one, or the position is from another log.
      long last = consumer.endOffsets(List.of(partition), ANSWER).getOrDefault(partition, 0L);
      return from.offset() <= last ? List.of() : null;
    }
    Deadline deadline = Deadline.in(LONGEST);
    List<Update> kept = new ArrayList<>();
    consumer.assign(List.of(partition));
    consumer.seek(partition, from.offset());
    while (consumer.position(partition, ANSWER) < end) {
      if (deadline.hasPassed() || kept.size() > MOST) {
        return null;
      }
      consumer.poll(POLL).forEach(record -> keep(record, end, recipientId, kept));
    }
    return kept.size() > MOST ? null : kept;
  }

  private void keep(
      ConsumerRecord<byte[], byte[]> record, long end, long recipientId, List<Update> kept) {
    if (record.offset() < end) {
      decoder.decode(record).filter(update -> update.isFor(recipientId)).ifPresent(kept::add);
    }
  }
}
