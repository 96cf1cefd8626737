package io.fanfare.agents;

import io.fanfare.agents.http.HttpSettings;
import io.fanfare.agents.message.Item;
import io.fanfare.agents.message.Message;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.settings.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Messages and settings that several tests use. */
public final class Examples {

  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private Examples() {}

  public static Item item(ActivityKind kind, String actor, String title) {
    return new Item(kind, 7, actor, 70, title, "https://example.test/tracks/70");
  }

  /** One item, which expires in an hour. */
  public static Message single(String actor, String title) {
    return message("m:1", false, item(ActivityKind.TRACK, actor, title));
  }

  public static Message message(String id, boolean digest, Item... items) {
    return new Message(id, 42, digest, NOW, NOW.plusSeconds(3600), Arrays.asList(items));
  }

  /** Settings that allow the local machine and have a short deadline. */
  public static HttpSettings local(Duration deadline) {
    return new HttpSettings(
        true, List.of(Network.parse("127.0.0.0/8")), "", Duration.ofSeconds(2), deadline, 8, 4);
  }
}
