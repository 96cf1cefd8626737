package io.fanfare.agents.push;

import static io.fanfare.agents.Examples.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.agents.Examples;
import io.fanfare.agents.message.Item;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class PushPayloadProperties {

  private static final String OPEN = "https://example.test/dashboard";

  @Property(tries = 300)
  void anyTextsFitAndAreWholeJson(
      @ForAll @StringLength(max = 3000) String actor,
      @ForAll @StringLength(max = 3000) String title,
      @ForAll @IntRange(min = 1, max = 8) int count)
      throws IOException {
    Item[] items = new Item[count];
    Arrays.fill(items, Examples.item(ActivityKind.PLAYLIST_REPOST, actor, title));
    byte[] payload = PushPayload.of(message("i".repeat(128), count > 1, items), OPEN);

    assertThat(payload.length).isLessThanOrEqualTo(PushEncryption.LARGEST_TEXT);
    JsonNode json = new ObjectMapper().readTree(payload);
    assertThat(json.path("count").intValue()).isEqualTo(count);
    assertThat(json.path("body").textValue()).isNotEmpty();
  }

  @Example
  void quotesDoNotMakeItTooLarge() throws IOException {
    Item[] items = new Item[5];
    Arrays.fill(items, Examples.item(ActivityKind.TRACK, "\"".repeat(5000), "\\".repeat(5000)));
    byte[] payload =
        PushPayload.of(message("a", true, items), "https://example.test/" + "x".repeat(970));
    assertThat(payload.length).isLessThanOrEqualTo(PushEncryption.LARGEST_TEXT);
  }

  @Example
  void aSingleItemNamesItsActorAndLeadsToIt() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(PushPayload.of(Examples.single("Ana", "Rain"), OPEN));
    assertThat(json)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"id": "m:1", "title": "Ana", "body": "Ana posted Rain",
                     "url": "https://example.test/tracks/70", "count": 1}
                    """));
  }

  @Example
  void aUrlIsNeverCut() throws IOException {
    Item item =
        new Item(ActivityKind.TRACK, 1, "A", 2, "B", "https://example.test/" + "x".repeat(1000));
    JsonNode json = new ObjectMapper().readTree(PushPayload.of(message("a", false, item), OPEN));
    assertThat(json.path("url").textValue()).isEqualTo(OPEN);
  }
}
