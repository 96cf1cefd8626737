package io.fanfare.api.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.models.PermalinkIndex;
import io.fanfare.api.presentation.Links;
import io.fanfare.api.presentation.Urn;
import io.fanfare.schemas.Ids;
import io.fanfare.schemas.models.Model;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a URL names. */
sealed interface Address {

  /** A row by its id. */
  record Row(Model model, long id) implements Address {}

  /** A user by permalink. */
  record OfUser(String permalink) implements Address {}

  /** A track or playlist by its owner's permalink and its own. */
  record OfSound(String owner, PermalinkIndex index, String permalink) implements Address {}

  Map<String, Model> TABLES =
      Map.of(
          Urn.TRACKS, Model.TRACK,
          Urn.PLAYLISTS, Model.PLAYLIST,
          Urn.USERS, Model.USER);

  /**
   * Reads a URN, a URL of the API with a URN or a number, or a URL with permalinks.
   *
   * @param publicUrl with which URLs begin
   * @return null if it is none of them
   */
  static @Nullable Address of(String text, String publicUrl) {
    if (!text.startsWith(publicUrl + "/")) {
      return ofUrn(text);
    }
    List<String> segments = segments(text.substring(publicUrl.length() + 1));
    if (segments == null) {
      return null;
    }
    return switch (segments.size()) {
      case 1 -> new OfUser(segments.get(0));
      case 2 -> ofTwo(segments.get(0), segments.get(1));
      case 3 ->
          segments.get(1).equals(Links.SETS)
              ? new OfSound(segments.get(0), PermalinkIndex.PLAYLISTS, segments.get(2))
              : null;
      default -> null;
    };
  }

  private static @Nullable Address ofUrn(String text) {
    for (Map.Entry<String, Model> table : TABLES.entrySet()) {
      Long id = Urn.id(table.getKey(), text);
      if (id != null) {
        return new Row(table.getValue(), id);
      }
    }
    return null;
  }

  private static Address ofTwo(String first, String second) {
    Model model = TABLES.get(first);
    Long id = model == null ? null : Ids.parse(second);
    if (model != null && id == null) {
      id = Urn.id(first, second);
    }
    return model == null || id == null
        ? new OfSound(first, PermalinkIndex.TRACKS, second)
        : new Row(model, id);
  }

  /** The segments of a path without their escapes; null if one is empty or not readable. */
  private static @Nullable List<String> segments(String rest) {
    String path = rest.split("[?#]", 2)[0];
    List<String> segments = new ArrayList<>();
    for (String segment :
        (path.endsWith("/") ? path.substring(0, path.length() - 1) : path).split("/", -1)) {
      try {
        segments.add(URLDecoder.decode(segment.replace("+", "%2B"), UTF_8));
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    return segments.contains("") ? null : segments;
  }
}
