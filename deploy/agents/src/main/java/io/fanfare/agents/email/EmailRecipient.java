package io.fanfare.agents.email;

import java.net.URI;

/**
 * Who gets a mail.
 *
 * @param address one mailbox; any other text makes the delivery REFUSED
 * @param unsubscribe ends these mails: GET shows a page, POST acts without a session (RFC 8058)
 * @param thread mails of the same thread are shown together; empty for a mail of its own
 */
public record EmailRecipient(String address, URI unsubscribe, String thread) {

  /** Without the URL, by which anybody can unsubscribe the recipient. */
  @Override
  public String toString() {
    return "EmailRecipient[" + address + "]";
  }
}
