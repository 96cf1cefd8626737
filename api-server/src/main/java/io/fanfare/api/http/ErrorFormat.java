package io.fanfare.api.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats of errors, between which the header `Accept` chooses. */
enum ErrorFormat {
  /** The schema `Error` of SoundCloud's public API. */
  API(Json.CONTENT_TYPE),
  /** RFC 9457. */
  PROBLEM("application/problem+json;charset=utf-8");

  private static final String JSON = "application/json";
  private static final String PROBLEM_JSON = "application/problem+json";

  private final String contentType;

  ErrorFormat(String contentType) {
    this.contentType = contentType;
  }

  /**
   * The format that a client accepts. Only one that names the media type of problems gets them:
   * clients that accept anything know the format that was there first.
   *
   * @param accept the header; null if there is none
   */
  static ErrorFormat accepted(@Nullable String accept) {
    double problem = quality(accept, PROBLEM_JSON);
    return problem > 0 && problem >= quality(accept, JSON) ? PROBLEM : API;
  }

  String contentType() {
    return contentType;
  }

  /** How much a client wants a media type that it names; 0 if it does not name it. */
  private static double quality(@Nullable String accept, String type) {
    if (accept == null) {
      return 0;
    }
    for (String range : accept.split(",", -1)) {
      String[] parts = range.split(";", -1);
      if (parts[0].strip().equalsIgnoreCase(type)) {
        return quality(parts);
      }
    }
    return 0;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring("q=".length()));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
