package io.fanfare.schemas.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The news that one write of an entry is durable. A record of `dashboard.updates` holds the events
 * of many recipients.
 */
public record CompletionEvent(DashboardUpdate update, long recipientId) {

  /** The events of a record. */
  public static Stream<CompletionEvent> of(DashboardUpdate update) {
    return recipients(update).stream().map(recipient -> new CompletionEvent(update, recipient));
  }

  /** To whom a record's events are addressed. */
  public static List<Long> recipients(DashboardUpdate update) {
    Long only = update.getRecipientId();
    return only == null ? update.getRecipients() : List.of(only);
  }

  /** The same for each repetition of an event, so that a consumer can drop repetitions. */
  public String id() {
    Activity activity = update.getActivity();
    String made =
        String.join(
            "/",
            update.getOperation().name(),
            Long.toString(update.getVersion()),
            Long.toString(recipientId),
            activity.getKind().name(),
            Long.toString(activity.getActorId()),
            Long.toString(activity.getObjectId()),
            Long.toString(activity.getActivityTime()));
    return UUID.nameUUIDFromBytes(made.getBytes(UTF_8)).toString();
  }
}
