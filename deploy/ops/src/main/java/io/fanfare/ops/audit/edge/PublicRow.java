package io.fanfare.ops.audit.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.presentation.Urn;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;

/** The rows that have pages which everybody may read. */
enum PublicRow {
  USER(
      Urn.USERS,
      List.of(
          "",
          "/tracks",
          "/playlists",
          "/likes/tracks",
          "/reposts/tracks",
          "/followers",
          "/followings"),
      List.of()),
  TRACK(
      Urn.TRACKS,
      List.of("", "/comments", "/favoriters", "/reposters"),
      List.of("/oembed", "/widget")),
  PLAYLIST(Urn.PLAYLISTS, List.of("", "/tracks"), List.of("/oembed", "/widget"));

  private final String table;
  private final List<String> pages;
  private final List<String> embeds;

  /**
   * @param pages what is under the row's own path
   * @param embeds paths that take the row's URN as `url`
   */
  PublicRow(String table, List<String> pages, List<String> embeds) {
    this.table = table;
    this.pages = pages;
    this.embeds = embeds;
  }

  String table() {
    return table;
  }

  /** How many pages each row has. */
  int pages() {
    return pages.size() + embeds.size();
  }

  /** Path and query of the row's pages; of lists, the first page. */
  List<String> pages(long id) {
    String urn = Urn.of(table, id);
    List<String> all = new ArrayList<>();
    pages.forEach(page -> all.add("/" + table + "/" + urn + page));
    embeds.forEach(embed -> all.add(embed + "?url=" + URLEncoder.encode(urn, UTF_8)));
    return all;
  }
}
