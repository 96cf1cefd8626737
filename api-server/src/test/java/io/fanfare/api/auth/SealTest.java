package io.fanfare.api.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Cursors and links are sealed, and have to survive a change of the key. */
class SealTest {

  private static final TokenKey OLD = TokenKey.parse("A".repeat(43));
  private static final TokenKey NEW = TokenKey.parse("B".repeat(43));
  private static final byte[] CONTENT = "content".getBytes(UTF_8);
  private static final byte[] SCOPE = "scope".getBytes(UTF_8);

  @Test
  void survivesEachStepOfAChangeOfTheKey() {
    Seal before = seal(OLD);
    Seal first = seal(OLD.accepting(NEW));
    Seal second = seal(NEW.accepting(OLD));
    Seal after = seal(NEW);

    // While a step is under way, servers before and behind it answer the same client.
    assertOpens(before, first, second);
    assertOpens(first, before, second);
    assertOpens(second, first, after);
    assertOpens(after, second, first);
  }

  @Test
  void givesUpTheOldKeyInTheEnd() {
    assertThat(seal(NEW).open(seal(OLD).seal(CONTENT, SCOPE), SCOPE)).isNull();
  }

  @Test
  void anAcceptedKeyIsNotOneOfAnotherPurposeOrScope() {
    Seal both = seal(NEW.accepting(OLD));
    assertThat(both.open(new Seal(OLD, "another").seal(CONTENT, SCOPE), SCOPE)).isNull();
    assertThat(both.open(seal(OLD).seal(CONTENT, SCOPE), "other".getBytes(UTF_8))).isNull();
  }

  private static Seal seal(TokenKey key) {
    return new Seal(key, "purpose");
  }

  private static void assertOpens(Seal maker, Seal... readers) {
    String text = maker.seal(CONTENT, SCOPE);
    for (Seal reader : readers) {
      assertThat(reader.open(text, SCOPE)).isEqualTo(CONTENT);
    }
  }
}
