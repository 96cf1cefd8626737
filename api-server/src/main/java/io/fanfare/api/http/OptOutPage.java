package io.fanfare.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.errors.ApiException;
import io.fanfare.api.notifications.OptOutLinks;
import io.fanfare.api.notifications.OptOutLinks.Target;
import io.fanfare.api.notifications.OptOuts;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page behind a link to opt out. To open it changes nothing, because scanners of mail follow
 * links. A POST acts: that of the page's buttons, and that of a mail program (RFC 8058), which may
 * send its one field in any form.
 */
public final class OptOutPage {

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  /** What the second button sends; everything else opts out. */
  private static final String OPT_IN = "choice=opt-in";

  private static final Pattern FORM = Pattern.compile("<form.*</form>", Pattern.DOTALL);

  private final OptOutLinks links;
  private final OptOuts optOuts;
  private final String page = PageFiles.text("opt-out.html");

  public OptOutPage(OptOutLinks links, OptOuts optOuts) {
    this.links = links;
    this.optOuts = optOuts;
  }

  void register(RoutesConfig routes) {
    Routes.serve(routes, OptOutLinks.PATH + "{token}", this::show);
    routes.post(OptOutLinks.PATH + "{token}", this::act);
  }

  private void show(Context context) {
    Optional<Target> target = target(context);
    if (target.isEmpty()) {
      answerUnknown(context);
      return;
    }
    String what = name(target.get());
    answer(context, 200, "Notifications by " + what, "Do you want notifications by " + what + "?");
  }

  private void act(Context context) {
    Optional<Target> target = target(context);
    if (target.isEmpty()) {
      answerUnknown(context);
      return;
    }
    String what = name(target.get());
    boolean optsOut = !sendsOptIn(context);
    try {
      optOuts.put(target.get(), optsOut);
    } catch (ApiException e) {
      context.header("Retry-After", "10");
      answer(context, e.status(), "Nothing has changed", e.reason());
      return;
    }
    answer(
        context,
        200,
        "That is done",
        optsOut
            ? "You will get no more notifications by " + what + "."
            : "You will get notifications by " + what + " again.");
  }

  private Optional<Target> target(Context context) {
    return links.open(context.pathParam("token"));
  }

  private static String name(Target target) {
    return target.channel() == Channel.EMAIL ? "e-mail" : Channels.name(target.channel());
  }

  private static boolean sendsOptIn(Context context) {
    String body = new String(RequestBody.bytes(context), UTF_8);
    return Arrays.asList(body.split("&", -1)).contains(OPT_IN);
  }

  private void answerUnknown(Context context) {
    String text = filled("This link does not work", "Copy the whole link from the message.");
    answer(context, 404, FORM.matcher(text).replaceAll(""));
  }

  private void answer(Context context, int status, String title, String sentence) {
    answer(context, status, filled(title, sentence));
  }

  private static void answer(Context context, int status, String text) {
    PageFiles.secure(context, POLICY);
    context.header("Cache-Control", "no-store");
    context.status(status).contentType("text/html;charset=utf-8").result(text);
  }

  private String filled(String title, String sentence) {
    return page.replace("{title}", title).replace("{sentence}", sentence);
  }
}
