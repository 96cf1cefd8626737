package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How close a listener is to an actor, from rows to the items of a feed. */
@ExtendWith(SharedStack.class)
class ClosenessITCase {

  @Test
  void isInEachItemOfAFeed() throws Exception {
    try (Application application = new Application()) {
      long listener = application.user();
      long actor = application.user();
      application.follow(listener, actor);
      long track = application.track(actor);
      long other = application.track(actor);
      application.execute(
          "INSERT INTO track_likes VALUES (?, ?, UTC_TIMESTAMP(6))", listener, track);
      application.execute(
          "INSERT INTO track_likes VALUES (?, ?, UTC_TIMESTAMP(6))", listener, other);
      application.repost(listener, track);
      InteractionHistory.comment(application, Application.newId(), listener, track);
      awaitCloseness(listener, 2, 1, 1);
      application.execute("UPDATE tracks SET user_id = ? WHERE id = ?", listener, other);
      awaitCloseness(listener, 1, 1, 1);
    }
  }

  private static void awaitCloseness(long listener, int likes, int reposts, int comments) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              JsonNode item = Feed.get(listener, "/me/feed").at("/collection/0");
              assertThat(item.get("reason").asText()).isEqualTo("followed_published");
              assertThat(item.get("closeness").toString())
                  .isEqualTo(
                      "{\"likes\":%d,\"reposts\":%d,\"comments\":%d}"
                          .formatted(likes, reposts, comments));
            });
  }
}
