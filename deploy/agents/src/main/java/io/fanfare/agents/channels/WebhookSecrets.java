package io.fanfare.agents.channels;

import io.fanfare.api.auth.TokenKey;
import java.util.Base64;

/**
 * The secrets by which receivers of webhooks recognize the site. Each recipient has a secret of
 * their own, derived from the site's key, so that none has to be stored.
 */
public final class WebhookSecrets {

  private final TokenKey key;

  public WebhookSecrets(TokenKey key) {
    this.key = key;
  }

  /** The secret of a recipient, as Standard Webhooks writes it. */
  public String of(long recipientId) {
    return "whsec_" + Base64.getEncoder().encodeToString(key.derive("webhook/" + recipientId));
  }
}
