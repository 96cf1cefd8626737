package io.fanfare.api.notifications;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fanfare.api.auth.TokenKey;
import java.util.Base64;

/**
 * The secrets by which receivers of webhooks recognize the site. Each recipient has a secret of
 * their own, derived from the site's key, so that none has to be stored.
 */
public final class WebhookSecrets {

  private final TokenKey key;

  /** The schema `WebhookSecret`. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record WebhookSecretView(String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "WebhookSecretView";
    }
  }

  /**
   * @param key the content of `--webhook-key-file`, of the webhook agent and of the API servers
   */
  public WebhookSecrets(TokenKey key) {
    this.key = key;
  }

  /** The secret of a recipient, as Standard Webhooks writes it. */
  public String of(long recipientId) {
    return "whsec_" + Base64.getEncoder().encodeToString(key.derive("webhook/" + recipientId));
  }

  /** The same as an answer of the API. */
  public WebhookSecretView view(long recipientId) {
    return new WebhookSecretView(of(recipientId));
  }
}
