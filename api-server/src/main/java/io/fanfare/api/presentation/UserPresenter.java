package io.fanfare.api.presentation;

import io.fanfare.schemas.models.User;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Presents users in the format of SoundCloud's public API. */
public final class UserPresenter {

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private UserPresenter() {}

  public static UserView user(User user, Links links) {
    Long createdAt = user.getCreatedAt();
    Long updatedAt = user.getUpdatedAt();
    return new UserView(
        "user",
        urn(user.getId()),
        links.uri(Urn.USERS, urn(user.getId())),
        user.getUsername(),
        user.getPermalink(),
        links.ofUser(user.getPermalink()),
        user.getFullName(),
        user.getAvatarUrl(),
        user.getCity(),
        country(user.getCountryCode()),
        createdAt == null ? null : Timestamps.dateTime(createdAt),
        updatedAt == null ? null : Timestamps.dateTime(updatedAt));
  }

  public static String urn(long id) {
    return Urn.of(Urn.USERS, id);
  }

  /** The API writes countries by their English names, the source by their ISO codes. */
  private static @Nullable String country(@Nullable String code) {
    if (code == null || !COUNTRIES.contains(code.toUpperCase(Locale.ROOT))) {
      return null;
    }
    return new Locale("", code).getDisplayCountry(Locale.ENGLISH);
  }
}
