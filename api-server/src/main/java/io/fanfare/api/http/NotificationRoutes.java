package io.fanfare.api.http;

import io.fanfare.api.auth.Tokens;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.notifications.Devices;
import io.fanfare.api.notifications.Notifications;
import io.fanfare.api.notifications.OptOuts;
import io.fanfare.api.notifications.PushKey.PushKeyView;
import io.fanfare.api.notifications.SeenMarkers;
import io.fanfare.api.notifications.WebhookSecrets;
import io.fanfare.api.parameters.QueryParameters;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import org.jspecify.annotations.Nullable;

/** The notifications of signed-in users, and what they choose about them. */
public final class NotificationRoutes {

  private static final String DEVICES = Notifications.PATH + "/devices";
  private static final String OPT_OUTS = Notifications.PATH + "/opt-outs";

  private final Authentication authentication;
  private final Notifications notifications;
  private final SeenMarkers seen;
  private final Devices devices;
  private final OptOuts optOuts;
  private final String pushKey;
  private final @Nullable WebhookSecrets webhookSecrets;
  private final @Nullable OptOutPage optOutPage;

  /**
   * @param pushKey the public key with which browsers subscribe to web push; empty for none
   * @param webhookSecrets null if the server has no key of webhooks
   * @param optOutPage null if there are no links to opt out without a session
   */
  public NotificationRoutes(
      Tokens tokens,
      Notifications notifications,
      SeenMarkers seen,
      Devices devices,
      OptOuts optOuts,
      String pushKey,
      @Nullable WebhookSecrets webhookSecrets,
      @Nullable OptOutPage optOutPage) {
    this.authentication = new Authentication(tokens);
    this.notifications = notifications;
    this.seen = seen;
    this.devices = devices;
    this.optOuts = optOuts;
    this.pushKey = pushKey;
    this.webhookSecrets = webhookSecrets;
    this.optOutPage = optOutPage;
  }

  void register(RoutesConfig routes) {
    Routes.serve(routes, Notifications.PATH, this::page);
    routes.post(Notifications.PATH + "/seen", this::moveMarker);
    Routes.serve(routes, DEVICES, this::listDevices);
    routes.post(DEVICES, this::registerDevice);
    routes.delete(DEVICES + "/{id}", this::removeDevice);
    Routes.serve(routes, OPT_OUTS, this::listOptOuts);
    routes.put(OPT_OUTS + "/{channel}", this::putOptOut);
    Routes.serve(routes, Notifications.PATH + "/webhook-secret", this::webhookSecret);
    Routes.serve(routes, "/notifications/push-key", this::pushKey);
    if (optOutPage != null) {
      optOutPage.register(routes);
    }
  }

  private long userWithoutParameters(Context context) {
    long userId = authentication.userId(context);
    QueryParameters.refuseAll(context.queryParamMap());
    return userId;
  }

  private void page(Context context) {
    long userId = authentication.userId(context);
    Json.answerTagged(context, notifications.page(userId, context.queryParamMap()));
  }

  private void moveMarker(Context context) {
    long userId = userWithoutParameters(context);
    Json.answer(context, 200, seen.move(userId, RequestBody.json(context)));
  }

  private void listDevices(Context context) {
    Json.answerTagged(context, devices.list(userWithoutParameters(context)));
  }

  private void registerDevice(Context context) {
    long userId = userWithoutParameters(context);
    Json.answer(context, 200, devices.register(userId, RequestBody.json(context)));
  }

  private void removeDevice(Context context) {
    devices.remove(userWithoutParameters(context), context.pathParam("id"));
    context.status(204);
  }

  private void listOptOuts(Context context) {
    Json.answerTagged(context, optOuts.list(userWithoutParameters(context)));
  }

  private void putOptOut(Context context) {
    long userId = userWithoutParameters(context);
    Channel channel =
        Channels.channel(context.pathParam("channel")).orElseThrow(NotFoundResponse::new);
    Json.answer(context, 200, optOuts.put(userId, channel, RequestBody.json(context)));
  }

  private void webhookSecret(Context context) {
    long userId = userWithoutParameters(context);
    if (webhookSecrets == null) {
      throw new ApiException(
          ErrorKind.NOT_CONFIGURED,
          "This server has no key of webhooks: --webhook-key-file sets it.");
    }
    // No browser and no proxy keeps it.
    context.header("Cache-Control", "no-store");
    Json.answer(context, 200, webhookSecrets.view(userId));
  }

  private void pushKey(Context context) {
    QueryParameters.refuseAll(context.queryParamMap());
    if (pushKey.isEmpty()) {
      throw new ApiException(
          ErrorKind.NOT_CONFIGURED,
          "This server has no key for web push: --push-public-key sets it.");
    }
    Json.answerTagged(context, new PushKeyView(pushKey));
  }
}
