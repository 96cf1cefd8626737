package io.fanfare.workloads.bench.kit;

import io.fanfare.local.StackAddresses;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import io.fanfare.workloads.source.ApplicationConnection;
import io.fanfare.workloads.source.InsertRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of files as a network has them: each once as a user's, and once as the title of a track.
 *
 * @param passedOver names that are blank, or longer than what may be searched for
 */
public record Names(List<String> all, long passedOver) {

  /** As the API has it. */
  private static final int LONGEST = 200;

  private static final int ROWS_IN_STATEMENT = 500;
  private static final long DURATION = 200_000;

  public static Names of(List<NameFile> files) {
    List<String> all = new ArrayList<>();
    long[] passedOver = {0};
    for (NameFile file : files) {
      file.read(
          name -> {
            if (name.isBlank() || name.length() > LONGEST) {
              passedOver[0]++;
            } else {
              all.add(name.strip());
            }
          });
    }
    return new Names(List.copyOf(all), passedOver[0]);
  }

  /** Writes all of them to the source, each owner before the track. */
  public void write(StackAddresses addresses) throws SQLException {
    long now = Micros.of(Instant.now());
    try (Connection source = ApplicationConnection.open(addresses)) {
      source.setAutoCommit(false);
      InsertRows<User> users = new InsertRows<>(source, Model.USER, ROWS_IN_STATEMENT);
      for (int i = 0; i < all.size(); i++) {
        users.add(user(i + 1, all.get(i), now));
      }
      users.flush();
      source.commit();
      InsertRows<Track> tracks = new InsertRows<>(source, Model.TRACK, ROWS_IN_STATEMENT);
      for (int i = 0; i < all.size(); i++) {
        tracks.add(track(i + 1, all.size() - i, all.get(i), now));
      }
      tracks.flush();
      source.commit();
    }
  }

  public static User user(long id, String name, long now) {
    return User.newBuilder()
        .setId(id)
        .setUsername(name)
        .setPermalink("user-" + id)
        .setCreatedAt(now)
        .setUpdatedAt(now)
        .build();
  }

  public static Track track(long id, long owner, String name, long now) {
    return Track.newBuilder()
        .setId(id)
        .setUserId(owner)
        .setTitle(name)
        .setPermalink("track-" + id)
        .setDuration(DURATION)
        .setSharing("public")
        .setState("finished")
        .setPublishedAt(now)
        .setCreatedAt(now)
        .setUpdatedAt(now)
        .build();
  }
}
