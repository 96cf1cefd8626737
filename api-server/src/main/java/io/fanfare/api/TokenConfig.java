package io.fanfare.api;

import io.fanfare.api.auth.IssuerKeys;
import io.fanfare.api.auth.TokenKey;
import io.fanfare.schemas.settings.Settings;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens the server accepts. No part of it may appear in a log.
 *
 * @param key the content of the key file: base64url text of 32 random bytes or more
 * @param otherKey of another one that is accepted, too; empty for none
 * @param jwksFile the file with the public keys of another issuer; empty for none
 * @param jwksUrl their address; empty for none
 * @param issuer the claim `iss` of its tokens
 * @param audience what their claim `aud` contains
 */
record TokenConfig(
    String key, String otherKey, String jwksFile, String jwksUrl, String issuer, String audience) {

  static TokenConfig of(Settings settings) {
    TokenConfig config =
        new TokenConfig(
            settings.secret("token-key-file"),
            settings.text("other-token-key-file", "").isEmpty()
                ? ""
                : settings.secret("other-token-key-file"),
            settings.text("jwks-file", ""),
            settings.text("jwks-url", ""),
            settings.text("token-issuer", ""),
            settings.text("token-audience", ""));
    settings.requireReadable("jwks-file");
    config.addProblems(settings);
    return config;
  }

  private void addProblems(Settings settings) {
    ApiConfig.addProblem("--token-key-file", key, settings);
    ApiConfig.addProblem("--other-token-key-file", otherKey, settings);
    boolean hasKeys = !jwksFile.isEmpty() || !jwksUrl.isEmpty();
    if (!jwksFile.isEmpty() && !jwksUrl.isEmpty()) {
      settings.problem("--jwks-file and --jwks-url are two places of the same keys: give one.");
    }
    if (hasKeys && (issuer.isEmpty() || audience.isEmpty())) {
      settings.problem(
          "Without --token-issuer and --token-audience, every token of the issuer's other services"
              + " would be accepted: give both with --jwks-file or --jwks-url.");
    }
    if (!hasKeys && (!issuer.isEmpty() || !audience.isEmpty())) {
      settings.problem("--token-issuer and --token-audience need --jwks-file or --jwks-url.");
    }
    if (!jwksUrl.isEmpty() && url() == null) {
      settings.problem(
          "--jwks-url is not an https URL such as https://login.example.com/jwks.json; http only on"
              + " a loopback address.");
    }
  }

  /** Null if it is none, or one whose answer others could change on its way. */
  private @Nullable URL url() {
    try {
      URI uri = URI.create(jwksUrl);
      String host = uri.getHost();
      boolean isSafe =
          "https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme())
                  && host != null
                  && ApiConfig.LOOPBACK.matcher(host).matches());
      return isSafe && host != null ? uri.toURL() : null;
    } catch (IllegalArgumentException | MalformedURLException e) {
      return null;
    }
  }

  /** Whether tokens that a key signs are accepted. */
  boolean accepts(String text) {
    return readable(text)
        .filter(
            candidate ->
                Stream.of(key, otherKey)
                    .flatMap(accepted -> readable(accepted).stream())
                    .anyMatch(candidate::isSame))
        .isPresent();
  }

  /** Empty if it is no key, which is a problem of its own. */
  private static Optional<TokenKey> readable(String text) {
    try {
      return Optional.of(TokenKey.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  TokenKey keys() {
    TokenKey first = TokenKey.parse(key);
    return otherKey.isEmpty() ? first : first.accepting(TokenKey.parse(otherKey));
  }

  /** The keys of the other issuer; null if there is none. */
  @Nullable IssuerKeys issuerKeys() {
    if (!jwksFile.isEmpty()) {
      return new IssuerKeys(issuer, audience, IssuerKeys.Source.file(Path.of(jwksFile)));
    }
    URL url = jwksUrl.isEmpty() ? null : url();
    return url == null ? null : new IssuerKeys(issuer, audience, IssuerKeys.Source.url(url));
  }

  @Override
  public String toString() {
    return issuer.isEmpty() ? "own tokens" : "own tokens and those of " + issuer;
  }
}
