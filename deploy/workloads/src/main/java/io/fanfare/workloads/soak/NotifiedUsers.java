package io.fanfare.workloads.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.local.StackAddresses;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.topics.EventsAppender;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.ActivityTypes;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.ChoiceNames;
import io.fanfare.schemas.notifications.OptOut;
import io.fanfare.schemas.notifications.SeenUntil;
import io.fanfare.workloads.notifications.Subscriptions;
import io.fanfare.workloads.source.Operation;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What users of a history want to be told: random changes of settings, opt-outs and seen markers.
 * Each of them has a mailbox, a webhook and a browser.
 */
final class NotifiedUsers implements AutoCloseable {

  /** Most messages go out at once; digests of an hour still wait when the history is audited. */
  private static final List<Integer> DIGEST_MINUTES = List.of(0, 0, 0, 1, 60);

  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata");

  private static final AvroCodec<Choice> CODEC = AvroCodec.of(Choice.class);

  private final Random random;
  private final Instant now;
  private final EventsAppender log;
  private final List<Long> users;
  private final Map<Long, Subscriptions.Receiver> receivers = new HashMap<>();

  /**
   * Registers all users at the receivers.
   *
   * @param now the reference of the times of the history's rows
   * @throws OperationException if the receivers or the API do not take them
   */
  NotifiedUsers(StackAddresses addresses, List<Long> users, Random random, Instant now)
      throws InterruptedException {
    this.random = random;
    this.now = now;
    this.users = users;
    Subscriptions subscriptions = new Subscriptions(addresses);
    try {
      for (long user : users) {
        receivers.put(user, subscriptions.register(user));
      }
    } catch (IOException e) {
      throw new OperationException("A listener could not be registered: " + e.getMessage(), e);
    }
    this.log = new EventsAppender(addresses.kafka());
  }

  /** The operations before the first change: everybody wants to be told of tracks by e-mail. */
  List<Operation> beginning() {
    return users.stream()
        .map(user -> setting(user, Channel.EMAIL, ActivityKind.TRACK, true, 0))
        .toList();
  }

  /** Draws the next change of settings. */
  Operation next() {
    long user = user();
    Channel channel = draw(Arrays.asList(Channel.values()));
    ActivityKind kind = draw(Arrays.asList(ActivityKind.values()));
    return random.nextInt(6) == 0
        ? Operation.of(
            "DELETE FROM notification_settings"
                + " WHERE user_id = ? AND channel = ? AND activity_type = ?",
            user,
            Channels.name(channel),
            ActivityTypes.name(kind))
        : setting(user, channel, kind, random.nextInt(6) > 0, draw(DIGEST_MINUTES));
  }

  private Operation setting(
      long user, Channel channel, ActivityKind kind, boolean isEnabled, int digestMinutes) {
    boolean isQuiet = random.nextInt(4) == 0;
    return Operation.of(
        "REPLACE INTO notification_settings (user_id, channel, activity_type, enabled,"
            + " digest_minutes, quiet_from, quiet_to, time_zone, address)"
            + " VALUES (?, ?, ?, ?, ?, %s, ?, ?)"
                .formatted(isQuiet ? "'22:00', '07:30'" : "NULL, NULL"),
        user,
        Channels.name(channel),
        ActivityTypes.name(kind),
        isEnabled,
        digestMinutes,
        draw(ZONES),
        Objects.requireNonNull(receivers.get(user)).address(channel));
  }

  /** Draws the next opt-out or seen marker, and appends it as the API does. */
  void choose() {
    long user = user();
    Choice choice =
        random.nextBoolean()
            ? new Choice(user, new SeenUntil(Micros.of(now) - random.nextInt(3_000_000)))
            : new Choice(
                user,
                new OptOut(
                    draw(Arrays.asList(Channel.values())),
                    random.nextBoolean() ? null : draw(Arrays.asList(ActivityKind.values())),
                    random.nextInt(3) == 0));
    log.append(
        new ProducerRecord<>(
            Topics.NOTIFICATION_CHOICES,
            ChoiceNames.key(choice).getBytes(UTF_8),
            CODEC.encode(choice)));
  }

  private long user() {
    return draw(users);
  }

  private <T> T draw(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /**
   * Returns when all choices are on the log.
   *
   * @throws OperationException if Kafka does not take one of them
   */
  void flush() {
    log.flush();
  }

  @Override
  public void close() {
    log.close();
  }
}
