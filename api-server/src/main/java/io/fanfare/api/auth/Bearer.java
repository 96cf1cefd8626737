package io.fanfare.api.auth;

import io.fanfare.api.errors.ApiException;
import io.fanfare.schemas.Ids;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a valid token names: a user or an application.
 *
 * @param subject the claim `sub`; null if there is none
 * @param until when the token expires
 */
public record Bearer(@Nullable String subject, Instant until) {

  static final String APPLICATION = "application:";
  private static final Pattern APPLICATION_NAME = Pattern.compile("[a-z0-9-]{1,40}");

  static boolean isApplicationName(String text) {
    return APPLICATION_NAME.matcher(text).matches();
  }

  /** The id of the user; null if the token names none. */
  public @Nullable Long userId() {
    return subject == null ? null : Ids.parse(subject);
  }

  /** The name of the application; null if the token names none. */
  public @Nullable String applicationName() {
    if (subject == null || !subject.startsWith(APPLICATION)) {
      return null;
    }
    String name = subject.substring(APPLICATION.length());
    return isApplicationName(name) ? name : null;
  }

  /**
   * The user who bears the token.
   *
   * @throws ApiException (401) if it names no user
   */
  public Tokens.Proof user() {
    Long id = userId();
    if (id == null) {
      throw new ApiException(401, "The access token names no user: its claim sub is not an id.");
    }
    return new Tokens.Proof(id, until);
  }

  /**
   * The name of the application that bears the token.
   *
   * @throws ApiException (401) if it names no application
   */
  public String application() {
    String name = applicationName();
    if (name == null) {
      throw new ApiException(
          401, "The access token names no application: its claim sub is not application:NAME.");
    }
    return name;
  }

  /**
   * The user who reads what is public; null for an application.
   *
   * @throws ApiException (401) if the token names neither
   */
  public @Nullable Long reader() {
    return applicationName() == null ? Long.valueOf(user().userId()) : null;
  }
}
