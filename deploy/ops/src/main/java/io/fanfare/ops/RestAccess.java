package io.fanfare.ops;

import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.WebUrl;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a REST interface is, and how to sign in. Its text leaves out the password.
 *
 * @param url without a slash at its end
 * @param user for basic authentication; empty for none
 * @param password of the user
 * @param caFile the certificates that sign the server's, as PEM; null if the JVM trusts them
 */
public record RestAccess(String url, String user, String password, @Nullable Path caFile) {

  /** An interface without sign-in. */
  public static RestAccess open(String url) {
    return new RestAccess(url, "", "", null);
  }

  /**
   * Reads `NAME-url`, `NAME-user`, `NAME-password-file` and `NAME-ca-file`.
   *
   * @param url the value of `NAME-url`
   */
  public static RestAccess from(Settings settings, String name, String url) {
    String user = settings.text(name + "-user", "");
    String passwordFile = settings.text(name + "-password-file", "");
    if (user.isEmpty() != passwordFile.isEmpty()) {
      settings.problem(
          "%s and %s belong together: give both or neither."
              .formatted(settings.name(name + "-user"), settings.name(name + "-password-file")));
    }
    String problem = url.isEmpty() ? "" : WebUrl.problem(url);
    if (!problem.isEmpty()) {
      settings.problem(settings.name(name + "-url") + " " + problem);
    }
    String caFile = settings.path(name + "-ca-file");
    return new RestAccess(
        url.replaceFirst("/+$", ""),
        user,
        passwordFile.isEmpty() ? "" : settings.secret(name + "-password-file"),
        caFile.isEmpty() ? null : Path.of(caFile));
  }

  @Override
  public String toString() {
    return (user.isEmpty() ? "" : user + " at ") + url;
  }
}
