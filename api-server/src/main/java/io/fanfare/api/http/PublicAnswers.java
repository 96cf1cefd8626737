package io.fanfare.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.edge.Dependencies;
import io.fanfare.api.edge.Fence;
import io.fanfare.schemas.edge.EdgeKey;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Answers that a cache in front of the API may give to everybody. They never look at a token. The
 * header {@link EdgeKey#HEADER} has the keys by which the cache purges them; browsers always ask
 * again. A cache keeps an answer for a lease, and not at all if it could be stale already.
 */
public final class PublicAnswers {

  private static final String FOR_CACHES = "CDN-Cache-Control";
  private static final String NEVER = "no-store";
  private static final String LEASE = "max-age=60";

  /** What is not there may appear at any time, and costs little to read. */
  private static final String LEASE_OF_NOTHING = "max-age=5";

  private final Fence fence;
  private final BooleanSupplier isCurrent;

  /**
   * @param isCurrent whether this server has read all changes, but those of the last 2 s
   */
  public PublicAnswers(Fence fence, BooleanSupplier isCurrent) {
    this.fence = fence;
    this.isCurrent = isCurrent;
  }

  /** Answers with JSON, or with 404. */
  void answer(Context context, Function<Dependencies, Optional<?>> rendering) {
    answer(context, Json.CONTENT_TYPE, read -> rendering.apply(read).map(Json::bytes));
  }

  /** Answers with a page, or with 404. */
  void answerPage(Context context, Function<Dependencies, Optional<String>> rendering) {
    answer(
        context,
        "text/html;charset=utf-8",
        read -> rendering.apply(read).map(page -> page.getBytes(UTF_8)));
  }

  private void answer(
      Context context, String type, Function<Dependencies, Optional<byte[]>> rendering) {
    Cors.openToAll(context);
    Vary.notBy(context, "Authorization");
    Vary.by(context, "Accept-Encoding");
    // For the errors that rendering may end with.
    context.header("Cache-Control", NEVER);
    context.header(FOR_CACHES, NEVER);
    Dependencies read = fence.begin();
    Optional<byte[]> body = rendering.apply(read);
    context.header("Cache-Control", "public, max-age=0, must-revalidate");
    if (isCurrent.getAsBoolean() && fence.holds(read)) {
      context.header(FOR_CACHES, body.isPresent() ? LEASE : LEASE_OF_NOTHING);
      context.header(EdgeKey.HEADER, String.join(" ", read.keys()));
      RateLimits.hide(context);
    }
    byte[] found = body.orElseThrow(NotFoundResponse::new);
    EntityTags.answer(context, EntityTags.strong(found), type, found);
  }
}
