package io.fanfare.connectors.elasticsearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.search.Counts;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.OwnerNames;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The JSON of a document, with the fields of the index templates. */
public final class DocumentSource {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DocumentSource() {}

  /**
   * The document as one line of JSON.
   *
   * @param now µs since the epoch
   */
  static byte[] bytes(Document document, long now) {
    try {
      return JSON.writeValueAsBytes(of(document, now));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The document as JSON, without the fields whose columns are null.
   *
   * @param now µs since the epoch; tombstones are removed by the time at which they were written
   */
  public static ObjectNode of(Document document, long now) {
    ObjectNode source = JSON.createObjectNode();
    source.put("id", document.getId());
    source.put("removed", document.getRow() == null);
    source.put("changed_at", now);
    if (document.getRow() instanceof Track track) {
      putTrack(track, document, source);
    } else if (document.getRow() instanceof Playlist playlist) {
      putPlaylist(playlist, document, source);
    } else if (document.getRow() instanceof User user) {
      putUser(user, document.getCounts(), source);
    }
    return source;
  }

  private static void putTrack(Track track, Document document, ObjectNode source) {
    Counts counts = document.getCounts();
    putOwner(track.getUserId(), document.getOwner(), source);
    put(source, "title", track.getTitle());
    put(source, "description", track.getDescription());
    put(source, "genre", track.getGenre());
    putTags(track.getTagList(), source);
    put(source, "duration", track.getDuration());
    put(source, "bpm", track.getBpm() == null ? null : Long.valueOf(track.getBpm()));
    put(source, "created_at", track.getCreatedAt());
    put(source, "published_at", track.getPublishedAt());
    source.put("likes", counts.getLikes());
    source.put("reposts", counts.getReposts());
    source.put("comments", counts.getComments());
    source.put("playback_count", counts.getPlays());
    source.put("popularity", counts.getLikes() + counts.getReposts() + counts.getComments());
  }

  private static void putPlaylist(Playlist playlist, Document document, ObjectNode source) {
    Counts counts = document.getCounts();
    putOwner(playlist.getUserId(), document.getOwner(), source);
    put(source, "title", playlist.getTitle());
    put(source, "description", playlist.getDescription());
    put(source, "genre", playlist.getGenre());
    putTags(playlist.getTagList(), source);
    put(source, "created_at", playlist.getCreatedAt());
    put(source, "published_at", playlist.getPublishedAt());
    source.put("likes", counts.getLikes());
    source.put("reposts", counts.getReposts());
    source.put("popularity", counts.getLikes() + counts.getReposts());
  }

  private static void putUser(User user, Counts counts, ObjectNode source) {
    put(source, "username", user.getUsername());
    put(source, "full_name", user.getFullName());
    put(source, "permalink", user.getPermalink());
    put(source, "city", user.getCity());
    put(source, "country_code", user.getCountryCode());
    put(source, "created_at", user.getCreatedAt());
    source.put("followers", counts.getFollowers());
    source.put("popularity", counts.getFollowers());
  }

  private static void putOwner(long id, @Nullable OwnerNames names, ObjectNode source) {
    source.put("user_id", id);
    if (names != null) {
      ObjectNode owner = source.putObject("owner");
      put(owner, "username", names.getUsername());
      put(owner, "full_name", names.getFullName());
    }
  }

  private static void putTags(@Nullable String list, ObjectNode source) {
    if (list != null) {
      ArrayNode tags = source.putArray("tags");
      TagList.tags(list).forEach(tags::add);
    }
  }

  private static void put(ObjectNode source, String field, @Nullable String value) {
    if (value != null) {
      source.put(field, value);
    }
  }

  private static void put(ObjectNode source, String field, @Nullable Long value) {
    if (value != null) {
      source.put(field, value);
    }
  }
}
