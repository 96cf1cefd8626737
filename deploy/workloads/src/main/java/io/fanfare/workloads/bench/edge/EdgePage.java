package io.fanfare.workloads.bench.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.presentation.Urn;
import java.net.URLEncoder;
import java.util.List;

/**
 * A public page.
 *
 * @param path with the query
 * @param tracks what it shows while they are released
 */
record EdgePage(String path, List<ShownRow> tracks) {

  static EdgePage ofTrack(long id) {
    return new EdgePage("/tracks/" + Urn.of(Urn.TRACKS, id), List.of(ShownRow.track(id)));
  }

  static EdgePage widgetOf(long id) {
    String urn = URLEncoder.encode(Urn.of(Urn.TRACKS, id), UTF_8);
    return new EdgePage("/widget?url=" + urn, List.of(ShownRow.track(id)));
  }

  static EdgePage ofUser(long id) {
    return new EdgePage("/users/" + Urn.of(Urn.USERS, id), List.of());
  }

  /**
   * @param tracks all of the user's
   */
  static EdgePage tracksOf(long user, List<Long> tracks) {
    return new EdgePage(
        "/users/" + Urn.of(Urn.USERS, user) + "/tracks",
        tracks.stream().map(ShownRow::track).toList());
  }
}
