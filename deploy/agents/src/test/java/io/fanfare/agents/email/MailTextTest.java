package io.fanfare.agents.email;

import static io.fanfare.agents.Examples.item;
import static io.fanfare.agents.Examples.message;
import static io.fanfare.agents.Examples.single;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.agents.message.Item;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailTextTest {

  private static final URI STOP = URI.create("https://example.test/stop?a=1&b=2");

  @Test
  void textsOfUsersAreNoMarkup() {
    String html =
        MailText.html(
            single("<script>alert('x')</script>", "\"><img src=x onerror=y>&amp;"), "S<i>te", STOP);
    assertThat(html)
        .doesNotContain("<script", "<img", "<i>")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
        .contains("&quot;&gt;&lt;img src=x onerror=y&gt;&amp;amp;")
        .contains("href=\"https://example.test/stop?a=1&amp;b=2\"");
  }

  @Test
  void percentSignsOfUsersAreNoFormats() {
    assertThat(MailText.html(single("%s %1$s", "%d%n"), "100 %", STOP)).contains("%s %1$s", "%d%n");
  }

  @Test
  void onlyWebAddressesBecomeLinks() {
    for (String url : List.of("javascript:alert(1)", "data:text/html,x", "nonsense %", "//a", "")) {
      Item item = new Item(ActivityKind.TRACK, 1, "A", 2, "B", url);
      assertThat(MailText.html(message("m", false, item), "S", STOP))
          .doesNotContain("javascript:", "data:", "nonsense")
          .containsOnlyOnce("href=");
    }
    Item item = new Item(ActivityKind.TRACK, 1, "A", 2, "B", "https://example.test/\"'<>");
    assertThat(MailText.html(message("m", false, item), "S", STOP)).containsOnlyOnce("href=");
  }

  @Test
  void aLongDigestIsCut() {
    Item[] items = new Item[60];
    Arrays.fill(items, item(ActivityKind.TRACK, "Ana", "Rain"));
    String plain = MailText.plain(message("m", true, items), "Site", STOP);
    assertThat(plain).startsWith("60 new sounds\n\nAna posted Rain\n").contains("… +10");
    assertThat(plain.split("Ana posted Rain", -1)).hasSize(MailText.MOST_ITEMS + 1);
    assertThat(MailText.html(message("m", true, items), "Site", STOP)).contains("<p>… +10</p>");
  }

  @Test
  void theTextOfASingleItemIsItsSentence() {
    assertThat(MailText.plain(single("Ana", "Rain"), "Site", STOP))
        .isEqualTo(
            """
            Ana posted Rain
            https://example.test/tracks/70

            --\s
            Site
            Unsubscribe: https://example.test/stop?a=1&b=2
            """);
  }
}
