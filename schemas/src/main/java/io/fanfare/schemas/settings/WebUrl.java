package io.fanfare.schemas.settings;

import java.net.URI;

/** Addresses of servers that speak HTTP. */
public final class WebUrl {

  private WebUrl() {}

  /**
   * Why a text cannot be the address of a server, as the end of a sentence; empty if it can. A
   * login in it would be in logs, so it is refused, and no text that may hold one is repeated.
   */
  public static String problem(String text) {
    if (text.contains("@")) {
      return "contains a login: give it in the settings of the user and the password file.";
    }
    try {
      URI url = URI.create(text);
      boolean isUrl =
          ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
              && url.getHost() != null
              && url.getQuery() == null
              && url.getFragment() == null;
      return isUrl ? "" : notUrl(text);
    } catch (IllegalArgumentException e) {
      return notUrl(text);
    }
  }

  private static String notUrl(String text) {
    return "contains '%s', not a URL such as https://HOST:9200.".formatted(text);
  }
}
