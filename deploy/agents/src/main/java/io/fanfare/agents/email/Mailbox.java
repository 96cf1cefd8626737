package io.fanfare.agents.email;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of one mailbox, `local@domain`: no name, no group, no comment, no quotes, and nothing
 * that SMTP or a header could take for more than an address.
 */
final class Mailbox {

  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST = 254;

  private Mailbox() {}

  /**
   * The address as SMTP takes it, with its domain in ASCII; empty if the text is not one mailbox. A
   * local part in other characters needs SMTPUTF8, which few servers take: it is none, too.
   */
  static Optional<String> parse(String text) {
    int at = text.indexOf('@');
    if (at < 1 || at > LONGEST_LOCAL || !LOCAL.matcher(text.substring(0, at)).matches()) {
      return Optional.empty();
    }
    String domain = ascii(text.substring(at + 1));
    String address = text.substring(0, at) + "@" + domain;
    return address.length() <= LONGEST && isDomain(domain)
        ? Optional.of(address)
        : Optional.empty();
  }

  /** Whether the text is a domain in ASCII. */
  static boolean isDomain(String text) {
    return DOMAIN.matcher(text).matches();
  }

  private static String ascii(String domain) {
    try {
      return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
