package io.fanfare.api.notifications;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.parameters.JsonBody;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.ActivityTypes;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.ChoiceNames;
import io.fanfare.schemas.notifications.OptOut;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The channels, and kinds of activities there, that users do not want. The settings that the
 * application owns stay as they are.
 */
public final class OptOuts {

  private static final String EXAMPLE = "{\"opted_out\": true, \"kind\": \"track:repost\"}";

  private final Recipients recipients;

  /** The schema `OptOuts`. */
  public record OptOutsView(List<OptOutView> collection) {}

  /**
   * The schema `OptOut`.
   *
   * @param kind null for all kinds
   */
  @JsonInclude(Include.NON_NULL)
  @JsonNaming(SnakeCaseStrategy.class)
  public record OptOutView(String channel, @Nullable String kind, boolean optedOut) {

    static OptOutView of(OptOut optOut) {
      ActivityKind kind = optOut.getKind();
      return new OptOutView(
          Channels.name(optOut.getChannel()),
          kind == null ? null : ActivityTypes.name(kind),
          optOut.getOptedOut());
    }
  }

  public OptOuts(Recipients recipients) {
    this.recipients = recipients;
  }

  /**
   * What a user has opted out of.
   *
   * @throws UnavailableException if Cassandra does not answer
   */
  public OptOutsView list(long userId) {
    Map<String, Long> choices = recipients.choices(userId);
    return new OptOutsView(
        Arrays.stream(Channel.values())
            .flatMap(OptOuts::possible)
            .filter(optOut -> isChosen(userId, optOut, choices))
            .map(OptOutView::of)
            .toList());
  }

  private static Stream<OptOut> possible(Channel channel) {
    return Stream.concat(
        Stream.of(new OptOut(channel, null, true)),
        Arrays.stream(ActivityKind.values()).map(kind -> new OptOut(channel, kind, true)));
  }

  private static boolean isChosen(long userId, OptOut optOut, Map<String, Long> choices) {
    return choices.getOrDefault(ChoiceNames.of(new Choice(userId, optOut)), 0L) != 0;
  }

  /**
   * Opts a user out of a channel, or in again.
   *
   * @param body the schema `OptOutChange`, in UTF-8
   * @throws ApiException (400) if the body is wrong; (429) if the user writes too often
   * @throws UnavailableException if Kafka does not answer
   */
  public OptOutView put(long userId, Channel channel, byte[] body) {
    JsonBody change = JsonBody.read(body, EXAMPLE);
    String kind = change.textOrNull("/kind");
    OptOut optOut =
        new OptOut(channel, kind == null ? null : kind(kind), change.flag("/opted_out"));
    recipients.write(new Choice(userId, optOut));
    return OptOutView.of(optOut);
  }

  /**
   * Opts a user out of all kinds of a channel, or in again.
   *
   * @throws ApiException (429) if the user writes too often
   * @throws UnavailableException if Kafka does not answer
   */
  public void put(OptOutLinks.Target target, boolean optedOut) {
    recipients.write(new Choice(target.userId(), new OptOut(target.channel(), null, optedOut)));
  }

  private static ActivityKind kind(String name) {
    return ActivityTypes.kind(name)
        .orElseThrow(
            () ->
                new ApiException(
                    ErrorKind.BODY_INVALID,
                    "The field kind is none of track, track:repost, playlist, playlist:repost."));
  }
}
