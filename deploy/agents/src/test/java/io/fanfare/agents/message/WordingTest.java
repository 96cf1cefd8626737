package io.fanfare.agents.message;

import static io.fanfare.agents.Examples.item;
import static io.fanfare.agents.Examples.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.schemas.dashboard.ActivityKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {

  @Test
  void putsTheActorFirst() {
    assertThat(Wording.sentence(item(ActivityKind.TRACK, "Ana", "Rain")))
        .isEqualTo("Ana posted Rain");
    assertThat(Wording.sentence(item(ActivityKind.TRACK_REPOST, "李小龍", "דג")))
        .isEqualTo("李小龍 reposted דג");
    assertThat(Wording.sentence(item(ActivityKind.PLAYLIST_REPOST, "Ana", "Mix")))
        .isEqualTo("Ana reposted the playlist Mix");
  }

  @Test
  void countsTheItemsOfADigest() {
    Item one = item(ActivityKind.TRACK, "Ana", "Rain");
    assertThat(Wording.subject(message("a", false, one))).isEqualTo("Ana posted Rain");
    assertThat(Wording.subject(message("a", true, one))).isEqualTo("1 new sound");
    assertThat(Wording.subject(message("a", true, one, one))).isEqualTo("2 new sounds");
  }

  @Test
  void keepsTextsInOneLineAndTheirDirection() {
    assertThat(Wording.sentence(item(ActivityKind.TRACK, "A\r\nBcc: x", "\u202Eevil\u0000")))
        .isEqualTo("A  Bcc: x posted evil");
    assertThat(Wording.sentence(item(ActivityKind.TRACK, " \n", "\t")))
        .isEqualTo("Somebody posted Untitled");
    assertThat(Wording.actor(item(ActivityKind.TRACK, "\uD83D", "t"))).isEqualTo("\uFFFD");
    assertThat(Wording.actor(item(ActivityKind.TRACK, "👩‍🎤", "t"))).isEqualTo("👩‍🎤");
  }

  @Test
  void rejectsIdsThatNoChannelCanCarry() {
    for (String id : List.of("", "a.b", "a b", "a\r\nb", "ä", "a".repeat(129))) {
      assertThatThrownBy(() -> message(id, false, item(ActivityKind.TRACK, "A", "B")))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> message("a", false)).isInstanceOf(IllegalArgumentException.class);
  }
}
