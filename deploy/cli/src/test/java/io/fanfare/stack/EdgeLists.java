package io.fanfare.stack;

import io.fanfare.api.auth.Tokens;
import io.fanfare.local.StackAddresses;
import io.fanfare.ops.progress.AllViews;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** Lists that a client of the edge pages through, with rows that nobody changes meanwhile. */
final class EdgeLists {

  private static final int ROWS = 60;
  private static final int SMALLEST_PAGE = 3;
  private static final int LARGEST_PAGE = 25;

  /**
   * A list, and what it has.
   *
   * @param place in an item, of what is expected
   */
  private record Expected(String path, String place, List<String> items) {}

  private final List<Expected> lists;
  private final PagingClient client;

  /**
   * Writes the rows: a user with followers and a full dashboard, an artist with tracks, and a track
   * with comments. Returns when the dashboard has them.
   */
  EdgeLists(Application application, StackAddresses addresses, HttpClient http)
      throws IOException, SQLException, InterruptedException {
    long user = application.user();
    long artist = application.user();
    application.follow(user, artist);
    // Newest and highest first, as each list is.
    List<String> tracks = new ArrayList<>();
    List<String> followers = new ArrayList<>();
    List<String> comments = new ArrayList<>();
    long track = 0;
    for (int row = 0; row < ROWS; row++) {
      track = application.track(artist);
      tracks.add(0, "soundcloud:tracks:" + track);
      long follower = application.user();
      application.follow(follower, user);
      followers.add(0, "soundcloud:users:" + follower);
    }
    for (int row = 0; row < ROWS; row++) {
      comments.add(0, "soundcloud:comments:" + application.comment(user, track));
    }
    new AllViews(addresses.access()).awaitCurrent();
    lists =
        List.of(
            new Expected("/me/feed", "/origin/urn", tracks),
            new Expected("/me/followers", "/urn", followers),
            new Expected("/users/soundcloud:users:" + user + "/followers", "/urn", followers),
            new Expected("/users/soundcloud:users:" + artist + "/tracks", "/urn", tracks),
            new Expected("/tracks/soundcloud:tracks:" + track + "/comments", "/urn", comments));
    Tokens tokens = Tokens.of(Files.readString(addresses.settings().secrets().tokenKeyFile()));
    client = new PagingClient(http, addresses.edgeUrl(), tokens.issue(user, Duration.ofHours(1)));
  }

  /**
   * Reads of each whole list, in pages of another length each time: Varnish has few of them. Each
   * returns 200 if every row was there once, in its order.
   */
  List<Callable<Integer>> reads() {
    return lists.stream().<Callable<Integer>>map(list -> () -> read(list)).toList();
  }

  private int read(Expected list) throws IOException, InterruptedException {
    int limit = ThreadLocalRandom.current().nextInt(SMALLEST_PAGE, LARGEST_PAGE);
    List<String> found = client.all(list.path() + "?limit=" + limit, list.place());
    if (!found.equals(list.items())) {
      throw new IOException(list.path() + " has " + found + " and not " + list.items());
    }
    return 200;
  }
}
