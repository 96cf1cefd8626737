package io.fanfare.api.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.notifications.OptOutLinks.Target;
import io.fanfare.schemas.notifications.Channel;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class OptOutLinksProperties {

  private static final String PUBLIC_URL = "https://feed.example/v1";

  private final OptOutLinks links = links("A");

  @Property
  void readsTheLinksItMade(@ForAll long userId, @ForAll Channel channel) {
    assertThat(links.open(token(userId, channel))).contains(new Target(userId, channel));
    assertThat(links("B").open(token(userId, channel))).isEmpty();
  }

  @Property
  void readsNoOtherToken(
      @ForAll long userId,
      @ForAll Channel channel,
      @ForAll @IntRange(max = 60) int place,
      @ForAll String text) {
    String token = token(userId, channel);
    int at = place % token.length();
    String changed = token.substring(0, at) + (token.charAt(at) == 'x' ? 'y' : 'x');

    assertThat(links.open(changed + token.substring(at + 1))).isEmpty();
    assertThat(links.open(token.substring(0, at))).isEmpty();
    assertThat(links.open(text)).isEmpty();
  }

  private String token(long userId, Channel channel) {
    String link = links.link(userId, channel).toString();
    String beginning = PUBLIC_URL + OptOutLinks.PATH;
    assertThat(link).startsWith(beginning).hasSizeLessThan(100);
    return link.substring(beginning.length());
  }

  private static OptOutLinks links(String letter) {
    return new OptOutLinks(TokenKey.parse(letter.repeat(43)), PUBLIC_URL);
  }
}
