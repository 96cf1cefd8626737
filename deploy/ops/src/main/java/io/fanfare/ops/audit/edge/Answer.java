package io.fanfare.ops.audit.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The answer to a request for a page.
 *
 * @param tag its ETag without the mark of a weak one: who compresses makes it weak; empty for none
 * @param cacheStatus what the cache did; empty if no cache was there
 * @param age in seconds, as the cache reports it
 */
record Answer(int status, String tag, String type, byte[] body, String cacheStatus, String age) {

  /**
   * Counts that no row dates: the API may take them from the stats, and an answer keeps them as
   * they were. They may differ.
   */
  static final List<String> ANNOTATIONS =
      List.of(
          "playback_count",
          "favoritings_count",
          "reposts_count",
          "comment_count",
          "followers_count");

  /** Counts of a playlist's tracks: one of them that changes does not purge the playlist. */
  private static final List<String> ANNOTATIONS_OF_PLAYLIST = List.of("track_count", "duration");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether both show the same rows: byte for byte, or but for annotations. */
  boolean isSameAs(Answer other) {
    if (status != other.status || !type.equals(other.type)) {
      return false;
    }
    return Arrays.equals(body, other.body)
        ? tag.equals(other.tag)
        : type.startsWith("application/json") && rows().equals(other.rows());
  }

  /** The body without annotations; never equal to another one if it is no JSON. */
  private Object rows() {
    try {
      JsonNode rows = JSON.readTree(body);
      removeAnnotations(rows);
      return rows;
    } catch (IOException e) {
      return new Object();
    }
  }

  private static void removeAnnotations(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(ANNOTATIONS);
      if (object.path("kind").asText().equals("playlist")) {
        object.remove(ANNOTATIONS_OF_PLAYLIST);
      }
    }
    node.forEach(Answer::removeAnnotations);
  }

  /** Whether it came out of a cache. */
  boolean isHit() {
    return cacheStatus.contains("; hit");
  }

  /** Which version of the page it is, for people. */
  String version() {
    return tag.isEmpty() ? Integer.toString(status) : status + " " + tag;
  }
}
