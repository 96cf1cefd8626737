package io.fanfare.api.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.presentation.Access;
import java.net.URLEncoder;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tracks a request wants, by their access.
 *
 * @param wanted empty if it wants all
 */
public record AccessFilter(Set<Access> wanted) {

  public static final AccessFilter ALL = new AccessFilter(Set.of());

  /** Whether it wants any track that the API shows: all of them are playable. */
  public boolean wantsPlayable() {
    return wanted.isEmpty() || wanted.contains(Access.PLAYABLE);
  }

  /** What a link with other parameters needs to want the same. */
  public String suffix() {
    if (wanted.isEmpty()) {
      return "";
    }
    String values = wanted.stream().map(Access::text).collect(Collectors.joining(","));
    return "&access=" + URLEncoder.encode(values, UTF_8);
  }
}
