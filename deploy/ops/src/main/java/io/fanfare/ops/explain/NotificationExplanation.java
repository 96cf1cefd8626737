package io.fanfare.ops.explain;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.api.models.MysqlModels;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.NotifiedLedger;
import io.fanfare.connectors.cassandra.SelectChoices;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.terminal.ProgressBar;
import io.fanfare.ops.topics.TopicLog;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.CompletionEvent;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.models.NotificationSettings;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.notifications.ChoiceNames;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.SettingRows;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Why a user was notified of an activity, or was not.
 *
 * @param settings the user's rows for this kind of activity, as they are now
 * @param choices what the user chose in Fanfare itself
 * @param events the completion events of the last 7 days
 * @param outcomes what became of them, in each channel, in the order in which it was decided
 * @param ledger what the ledger has of each channel
 */
public record NotificationExplanation(
    List<String> settings,
    List<String> choices,
    List<String> events,
    List<String> outcomes,
    List<String> ledger) {

  /**
   * Explains an activity by rows, topics and the ledger.
   *
   * @param progress receives bars, since whole topics are read
   * @throws io.fanfare.ops.OperationException if a server does not answer
   */
  public static NotificationExplanation of(
      PipelineAccess pipeline, long user, NamedActivity named, PrintWriter progress) {
    List<Activity> activities = new ArrayList<>();
    List<String> events = events(pipeline, user, named, activities, progress);
    List<String> outcomes = outcomes(pipeline, user, named, progress);
    try (CqlSession session = CassandraSession.open(pipeline.dashboards())) {
      return new NotificationExplanation(
          settings(pipeline, user, named),
          choices(session, user),
          events,
          outcomes,
          activities.isEmpty() ? List.of() : ledger(session, user, activities.get(0)));
    }
  }

  private static List<String> settings(PipelineAccess pipeline, long user, NamedActivity named) {
    var source = pipeline.source();
    try (MysqlModels models =
        new MysqlModels(source.url(), source.reader().user(), source.reader().password())) {
      return models
          .notificationSettings(Set.of(user))
          .toCompletableFuture()
          .join()
          .getOrDefault(user, List.of())
          .stream()
          .filter(
              row -> SettingRows.key(row).map(key -> key.getKind() == named.kind()).orElse(false))
          .map(NotificationExplanation::describe)
          .toList();
    }
  }

  private static String describe(NotificationSettings row) {
    var setting = SettingRows.setting(row, 0).orElseThrow();
    String pace =
        setting.getDigestMinutes() == 0
            ? "at once"
            : "a digest every " + setting.getDigestMinutes() + " minutes";
    String quiet =
        setting.getQuietFrom() == null
            ? ""
            : ", quiet from %s to %s".formatted(row.getQuietFrom(), row.getQuietTo());
    return "%s: %s, %s%s, in %s"
        .formatted(
            row.getChannel(),
            row.getEnabled() ? "enabled" : "disabled",
            pace,
            quiet,
            setting.getTimeZone());
  }

  private static List<String> choices(CqlSession session, long user) {
    Map<String, Long> values =
        new TreeMap<>(new SelectChoices(session).execute(user).toCompletableFuture().join());
    return values.entrySet().stream()
        .map(
            choice ->
                choice.getKey().equals(ChoiceNames.SEEN_UNTIL)
                    ? "has seen everything until " + Micros.toInstant(choice.getValue())
                    : choice.getKey() + ": " + (choice.getValue() == 1 ? "yes" : "no"))
        .toList();
  }

  private static List<String> events(
      PipelineAccess pipeline,
      long user,
      NamedActivity named,
      List<Activity> activities,
      PrintWriter progress) {
    AvroCodec<DashboardUpdate> codec = AvroCodec.of(DashboardUpdate.class);
    List<String> events = new ArrayList<>();
    read(
        pipeline,
        Topics.DASHBOARD_UPDATES,
        progress,
        record -> {
          try {
            DashboardUpdate update = codec.decode(record);
            if (isOf(update.getActivity(), named)
                && CompletionEvent.recipients(update).contains(user)) {
              activities.add(update.getActivity());
              events.add(
                  "version %d: %s, %s%s"
                      .formatted(
                          update.getVersion(),
                          update.getOperation(),
                          update.getCause(),
                          update.getNotify() ? ", news" : ""));
            }
          } catch (UndecodableException e) {
            // A record of another writer.
            return;
          }
        });
    return events;
  }

  private static List<String> outcomes(
      PipelineAccess pipeline, long user, NamedActivity named, PrintWriter progress) {
    AvroCodec<Outcome> codec = AvroCodec.of(Outcome.class);
    List<String> outcomes = new ArrayList<>();
    read(
        pipeline,
        Topics.NOTIFICATION_OUTCOMES,
        progress,
        record -> {
          try {
            Outcome outcome = codec.decode(record);
            if (outcome.getRecipientId() == user && isOf(outcome.getActivity(), named)) {
              outcomes.add(describe(outcome));
            }
          } catch (UndecodableException e) {
            // A record of another writer.
            return;
          }
        });
    return outcomes;
  }

  private static String describe(Outcome outcome) {
    StringBuilder text =
        new StringBuilder(
            "%s %s, version %d: %s"
                .formatted(
                    Micros.toInstant(outcome.getDecidedAt()),
                    Channels.name(outcome.getChannel()),
                    outcome.getVersion(),
                    outcome.getStatus().name().toLowerCase(Locale.ROOT)));
    if (outcome.getReason() != null) {
      text.append(", ").append(outcome.getReason().name().toLowerCase(Locale.ROOT));
    }
    if (outcome.getDue() != null) {
      text.append(" until ").append(Micros.toInstant(outcome.getDue()));
    }
    if (outcome.getMaybeTwice()) {
      text.append(", maybe for the second time");
    }
    return outcome.getDetail() == null
        ? text.toString()
        : text.append(" (").append(outcome.getDetail()).append(")").toString();
  }

  private static List<String> ledger(CqlSession session, long user, Activity activity) {
    NotifiedLedger ledger = new NotifiedLedger(session, Duration.ZERO);
    List<String> lines = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      Optional<NotifiedLedger.Entry> entry =
          ledger.entry(user, channel, activity).toCompletableFuture().join();
      entry.ifPresent(
          found ->
              lines.add(
                  "%s: %s by message %s, version %d"
                      .formatted(
                          Channels.name(channel),
                          found.isSent() ? "told" : "claimed, and not told",
                          found.notificationId(),
                          found.version())));
    }
    return lines;
  }

  private static boolean isOf(Activity activity, NamedActivity named) {
    Long reposter = named.reposterId();
    return activity.getKind() == named.kind()
        && activity.getObjectId() == named.objectId()
        && (reposter == null || activity.getActorId() == reposter);
  }

  private interface Values {
    void read(byte[] value);
  }

  private static void read(
      PipelineAccess pipeline, String topic, PrintWriter progress, Values reader) {
    try (TopicLog log = new TopicLog(pipeline.kafka(), topic);
        ProgressBar bar = new ProgressBar(progress, "records of " + topic, log.length())) {
      log.<RuntimeException>read(
          record -> {
            reader.read(record.value());
            bar.at(log.passed());
          });
    }
  }
}
