package io.fanfare.agents.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"a@b", "ann@example.test", "ann.b+tag@sub.example.test", "o'hara@example.test"})
  void isLocalPartAndDomain(String text) {
    assertThat(Mailbox.parse(text)).contains(text);
  }

  @Test
  void hasItsDomainInAscii() {
    assertThat(Mailbox.parse("ann@bücher.example")).contains("ann@xn--bcher-kva.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a",
        "a@",
        "@b",
        "a@b@c",
        "a b@c",
        "a@b c",
        "a@b,c@d",
        "a@b;c@d",
        "<a@b>",
        "Ann <a@b>",
        "list:a@b;",
        "a@b\r\nRCPT TO:<c@d>",
        "a@b\n",
        "a@b>",
        "a@b> NOTIFY=NEVER",
        "\"a b\"@c",
        "a@[127.0.0.1]",
        "a..b@c",
        ".a@b",
        "a.@b",
        "a@-b",
        "a@b-",
        "a@b..c",
        "a@.b",
        "jürgen@example.test",
        "a@b(comment)",
        " a@b",
        "a@b ",
        "a@b_c",
        "a\u0000@b",
        "1234567890123456789012345678901234567890123456789012345678901234x@b"
      })
  void isNothingElse(String text) {
    assertThat(Mailbox.parse(text)).isEmpty();
  }

  @Test
  void hasAtMost254Characters() {
    String label = "x".repeat(60);
    String domain = String.join(".", label, label, label, label);
    assertThat(Mailbox.parse("a@" + domain)).isPresent();
    assertThat(Mailbox.parse("abcdefghijkl@" + domain)).isEmpty();
  }
}
