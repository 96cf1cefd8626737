package io.fanfare.api.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fanfare.api.auth.Tokens;
import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.models.Models;
import io.fanfare.api.models.UserDirectory;
import io.fanfare.api.parameters.QueryParameters;
import io.fanfare.api.presentation.Links;
import io.fanfare.api.presentation.UserPresenter;
import io.fanfare.api.presentation.UserView;
import io.fanfare.schemas.Ids;
import io.fanfare.schemas.models.User;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets everybody on this machine sign in as any user, without a password; for a local stack only.
 * Other web sites in the same browser must not get in: requests from their pages are rejected, and
 * so are requests to a host name of theirs that resolves to this machine.
 */
public final class LocalSignIn {

  private static final int MOST_USERS = 24;
  private static final int LONGEST_NAME = 100;
  private static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Pattern LOOPBACK_HOST =
      Pattern.compile("(?:localhost|127\\.[0-9.]+|\\[::1])(?::[0-9]+)?", Pattern.CASE_INSENSITIVE);

  private final UserDirectory directory;
  private final Models models;
  private final Tokens tokens;
  private final Links links;

  /** The schema `Users`. */
  record UsersView(List<ListedUser> collection) {}

  /** A user to choose. */
  @JsonNaming(SnakeCaseStrategy.class)
  record ListedUser(UserView user, int followingsCount) {}

  /** The schema `Token`; `expires_in` is in seconds. */
  @JsonNaming(SnakeCaseStrategy.class)
  record TokenView(String accessToken, String tokenType, long expiresIn) {}

  public LocalSignIn(UserDirectory directory, Models models, Tokens tokens, Links links) {
    this.directory = directory;
    this.models = models;
    this.tokens = tokens;
    this.links = links;
  }

  /**
   * Lists users by the beginning of a name, or by id; users who follow many if neither is given.
   */
  void listUsers(Context context) {
    requireOurPage(context);
    QueryParameters parameters = new QueryParameters(context.queryParamMap());
    String text = Objects.requireNonNullElse(parameters.single("q"), "").strip();
    parameters.refuseOthers();
    Deadline deadline = Deadline.in(PATIENCE);
    List<Long> ids = ids(text, deadline);
    Map<Long, User> users = users(Set.copyOf(ids), deadline);
    List<Long> found = ids.stream().filter(users::containsKey).limit(MOST_USERS).toList();
    Map<Long, Integer> followings = deadline.await(directory.followings(found), Dependency.MYSQL);
    List<ListedUser> listed = new ArrayList<>();
    for (Long id : found) {
      User user = users.get(id);
      if (user != null) {
        listed.add(new ListedUser(UserPresenter.user(user, links), followings.getOrDefault(id, 0)));
      }
    }
    Json.answer(context, 200, new UsersView(listed));
  }

  /** Issues a short-lived token for a user. */
  void issueToken(Context context) {
    requireOurPage(context);
    QueryParameters.refuseAll(context.queryParamMap());
    Long id = Ids.parse(context.pathParam("id"));
    if (id == null || users(Set.of(id), Deadline.in(PATIENCE)).isEmpty()) {
      throw new NotFoundResponse();
    }
    String token = tokens.issue(id, LIFETIME);
    Json.answer(context, 200, new TokenView(token, "Bearer", LIFETIME.toSeconds()));
  }

  private List<Long> ids(String text, Deadline deadline) {
    if (text.isEmpty()) {
      return deadline.await(directory.listeners(MOST_USERS), Dependency.MYSQL);
    }
    Set<Long> ids = new LinkedHashSet<>();
    Long id = Ids.parse(text);
    if (id != null) {
      ids.add(id);
    }
    String prefix = text.substring(0, Math.min(text.length(), LONGEST_NAME));
    ids.addAll(deadline.await(directory.named(prefix, MOST_USERS), Dependency.MYSQL));
    return List.copyOf(ids);
  }

  private Map<Long, User> users(Set<Long> ids, Deadline deadline) {
    return deadline.await(models.users(ids), Dependency.MYSQL);
  }

  private static void requireOurPage(Context context) {
    context.header("Cache-Control", "no-store");
    String host = Objects.requireNonNullElse(context.header("Host"), "");
    String site = Objects.requireNonNullElse(context.header("Sec-Fetch-Site"), "none");
    boolean isOurHost = LOOPBACK_HOST.matcher(host).matches();
    boolean isOurSite = site.equals("same-origin") || site.equals("none");
    // A browser that sends no Sec-Fetch-Site still names the origin of another site's page.
    String origin = context.header("Origin");
    boolean isOurOrigin = origin == null || origin.equals("http://" + host);
    if (!isOurHost || !isOurSite || !isOurOrigin) {
      throw new ApiException(403, "Only the page of this server may sign in, at http://127.0.0.1.");
    }
  }
}
