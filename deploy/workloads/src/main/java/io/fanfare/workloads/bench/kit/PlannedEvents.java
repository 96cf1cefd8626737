package io.fanfare.workloads.bench.kit;

import io.fanfare.ops.topics.EventsAppender;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.DomainEventRule;
import io.fanfare.schemas.events.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Plays of the last hour, ready to be sent. */
public final class PlannedEvents {

  public static final Duration SPAN = Duration.ofHours(1);

  private static final int LISTENERS = 100_000;
  private static final List<String> COUNTRIES = List.of("DE", "US", "BR", "JP", "GB", "FR", "PL");
  private static final List<String> SOURCES = List.of("dashboard", "search", "profile", "playlist");

  private PlannedEvents() {}

  /**
   * Events of a round.
   *
   * @param round begins their ids, so it has no space: the same id counts once
   * @param tracks the events are of tracks from 1 to this
   * @param hot how many of them, from 0 to 1, are of the first track
   */
  public static List<ProducerRecord<byte[], byte[]>> of(
      String round, int events, int tracks, double hot, SplittableRandom random) {
    Instant now = Instant.now();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events);
    for (int i = 0; i < events; i++) {
      long track = random.nextDouble() < hot ? 1 : 1 + random.nextInt(tracks);
      Instant time = now.minusMillis(random.nextLong(SPAN.toMillis()));
      DomainEvent event =
          new DomainEvent(
              round + "-" + i,
              track,
              1L + random.nextInt(LISTENERS),
              Micros.of(time),
              COUNTRIES.get(random.nextInt(COUNTRIES.size())),
              SOURCES.get(random.nextInt(SOURCES.size())),
              null);
      String problem = DomainEventRule.problem(event, event.getOccurredAt());
      if (problem != null) {
        throw new IllegalArgumentException("The stats job would not count these: " + problem);
      }
      records.add(EventsAppender.record(EventKind.PLAY, event));
    }
    return records;
  }
}
