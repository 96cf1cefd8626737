package io.fanfare.agents.webhook;

import java.net.URI;

/**
 * A receiver of webhooks.
 *
 * @param url where to post
 * @param secrets `whsec_` and base64 of 24 to 64 bytes; several, separated by spaces, while the
 *     receiver changes its secret
 */
public record Endpoint(URI url, String secrets) {

  /** Without the secrets. */
  @Override
  public String toString() {
    return "Endpoint[" + url.getHost() + "]";
  }
}
