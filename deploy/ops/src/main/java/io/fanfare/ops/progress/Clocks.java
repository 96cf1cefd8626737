package io.fanfare.ops.progress;

import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.schemas.progress.Marker;
import io.fanfare.schemas.settings.KafkaAccess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The clocks of a pipeline. No order depends on one; but what is too late for a dashboard or for
 * stats does, so a person must learn of a wrong one.
 */
public final class Clocks {

  /** More than synchronized clocks and a slow answer ever differ. */
  private static final Duration FAR = Duration.ofMinutes(1);

  private final KafkaAccess kafka;

  public Clocks(KafkaAccess kafka) {
    this.kafka = kafka;
  }

  /**
   * One sentence for each clock that is more than a minute from this machine's.
   *
   * @param source a connection to the source
   * @throws SQLException if the source does not answer
   * @throws io.fanfare.ops.OperationException if Kafka does not answer
   */
  public List<String> farApart(Connection source) throws SQLException {
    return Stream.of(
            problem("the source", of(source), Instant.now()),
            problem("Kafka's broker", ofBroker(), Instant.now()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Instant of(Connection source) throws SQLException {
    try (Statement statement = source.createStatement();
        ResultSet time = statement.executeQuery("SELECT UTC_TIMESTAMP(6)")) {
      time.next();
      return time.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
  }

  /**
   * The clock of the broker that leads `models`, which gives records their time. Appends a marker
   * that nobody waits for, because only an append shows that clock.
   *
   * @throws io.fanfare.ops.OperationException if Kafka does not answer
   */
  public Instant ofBroker() {
    try (ModelsAppender models = new ModelsAppender(kafka)) {
      models.marker(new Marker("clock-" + UUID.randomUUID()));
      models.flush();
      return models.lastAppendedAt();
    }
  }

  static Optional<String> problem(String server, Instant its, Instant ours) {
    Duration ahead = Duration.between(ours, its);
    if (ahead.abs().compareTo(FAR) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "The clock of %s is %s %s this machine's: synchronize both, for example with chrony."
            .formatted(server, text(ahead.abs()), ahead.isNegative() ? "behind" : "ahead of"));
  }

  private static String text(Duration duration) {
    return duration.toDays() > 1 ? duration.toDays() + " days" : duration.toSeconds() + " s";
  }
}
