package io.fanfare.api.models;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.schemas.dashboard.Hidden;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.NotificationSettings;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads models from MySQL or MariaDB. It connects when it is first used, and again after an outage.
 * A statement that takes longer than 2 s fails.
 */
public final class MysqlModels
    implements Models, Lists, RowCounts, UserDirectory, Dependency, AutoCloseable {

  private static final int CONNECTIONS = 8;
  private static final int MOST_WAITING = 256;
  private static final long CONNECT_MILLIS = 1_000;
  private static final String ANSWER_MILLIS = "2000";

  /** Keys of one statement: enough for a page and its owners, far from any server's limits. */
  private static final int MOST_KEYS = 250;

  private final HikariDataSource pool;
  private final ThreadPoolExecutor executor;

  private interface Statement<R> {
    R execute(Connection connection) throws SQLException;
  }

  private interface ByKeys<K, M> {
    Map<K, M> execute(Connection connection, Collection<K> keys) throws SQLException;
  }

  /**
   * @param url `jdbc:mariadb://HOST:PORT/DATABASE`, for MySQL servers too
   */
  public MysqlModels(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("mysql");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setReadOnly(true);
    // The server converts a TIMESTAMP to the session's time zone, and the capture uses UTC.
    config.setConnectionInitSql("SET time_zone = '+00:00'");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setValidationTimeout(CONNECT_MILLIS / 2);
    // MySQL may start later than the API server.
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("connectTimeout", Long.toString(CONNECT_MILLIS));
    config.addDataSourceProperty("socketTimeout", ANSWER_MILLIS);
    this.pool = new HikariDataSource(config);
    this.executor =
        new ThreadPoolExecutor(
            CONNECTIONS,
            CONNECTIONS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "mysql");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public String name() {
    return MYSQL;
  }

  @Override
  public boolean answers() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public CompletionStage<Map<Long, Track>> tracks(Set<Long> ids) {
    return load(SelectTracks::execute, ids);
  }

  @Override
  public CompletionStage<Map<Long, Playlist>> playlists(Set<Long> ids) {
    return loadIfThere(SelectPlaylists::execute, ids);
  }

  @Override
  public CompletionStage<Map<Long, User>> users(Set<Long> ids) {
    return load(SelectUsers::execute, ids);
  }

  @Override
  public CompletionStage<Map<FollowKey, Long>> follows(Set<FollowKey> keys) {
    return load(SelectFollows::execute, keys);
  }

  @Override
  public CompletionStage<Map<RepostKey, Long>> trackReposts(Set<RepostKey> keys) {
    return loadIfThere(SelectReposts.OF_TRACKS::execute, keys);
  }

  @Override
  public CompletionStage<Map<RepostKey, Long>> playlistReposts(Set<RepostKey> keys) {
    return loadIfThere(SelectReposts.OF_PLAYLISTS::execute, keys);
  }

  @Override
  public CompletionStage<Map<Long, Hidden>> hidden(Set<Long> recipientIds) {
    return load(SelectHidden::execute, recipientIds);
  }

  /**
   * The rows of `notification_settings` of some users; a user without any is left out. Fails with
   * an {@link UnavailableException} while the source is absent or too busy.
   */
  public CompletionStage<Map<Long, List<NotificationSettings>>> notificationSettings(
      Set<Long> userIds) {
    return loadIfThere(SelectNotificationSettings::execute, userIds);
  }

  @Override
  public CompletionStage<List<Long>> keys(KeyList list, long of, @Nullable Long after, int limit) {
    return submit(
        connection ->
            OptionalTable.read(
                () -> SelectKeys.execute(connection, list, of, after, limit), List.of()));
  }

  @Override
  public CompletionStage<List<PlaylistPlace>> tracksOfPlaylist(
      long playlistId, @Nullable PlaylistPlace after, int limit) {
    return submit(
        connection ->
            OptionalTable.read(
                () -> SelectTracksOfPlaylist.execute(connection, playlistId, after, limit),
                List.of()));
  }

  @Override
  public CompletionStage<List<Long>> ofPermalink(
      PermalinkIndex index, String permalink, long owner) {
    return submit(
        connection ->
            OptionalTable.read(
                () -> SelectByPermalink.execute(connection, index, permalink, owner), List.of()));
  }

  @Override
  public CompletionStage<Map<Long, Comment>> comments(Set<Long> ids) {
    return loadIfThere(SelectComments::execute, ids);
  }

  /** One after another on one connection, so that a user takes one place in the queue. */
  @Override
  public CompletionStage<CountsOfUser> ofUser(long userId, long now, long soon) {
    return submit(
        connection ->
            new CountsOfUser(
                SelectFollowingCount.execute(connection, userId).orElse(null),
                released(SelectReleasedCount.OF_TRACKS, connection, userId, now, soon),
                released(SelectReleasedCount.OF_PLAYLISTS, connection, userId, now, soon)));
  }

  private static @Nullable ReleasedCount released(
      SelectReleasedCount select, Connection connection, long userId, long now, long soon)
      throws SQLException {
    return OptionalTable.read(
            () -> select.execute(connection, userId, now, soon),
            Optional.of(new ReleasedCount(0, 0)))
        .orElse(null);
  }

  @Override
  public CompletionStage<Optional<CountsOfPlaylist>> ofPlaylist(long playlistId, long now) {
    return submit(
        connection ->
            OptionalTable.read(
                () -> SelectPlaylistCounts.execute(connection, playlistId, now),
                Optional.of(new CountsOfPlaylist(0, 0))));
  }

  @Override
  public CompletionStage<List<Long>> listeners(int limit) {
    return submit(connection -> SelectListeners.execute(connection, limit));
  }

  @Override
  public CompletionStage<List<Long>> named(String prefix, int limit) {
    return submit(connection -> SelectUsersByName.execute(connection, prefix, limit));
  }

  @Override
  public CompletionStage<Map<Long, Integer>> followings(Collection<Long> ids) {
    return submit(connection -> SelectFollowings.execute(connection, ids));
  }

  /** Reads a table that a source may lack. */
  private <K, M> CompletionStage<Map<K, M>> loadIfThere(ByKeys<K, M> statement, Set<K> keys) {
    return load(
        (connection, some) ->
            OptionalTable.read(() -> statement.execute(connection, some), Map.of()),
        keys);
  }

  private <K, M> CompletionStage<Map<K, M>> load(ByKeys<K, M> statement, Set<K> keys) {
    List<K> wanted = List.copyOf(keys);
    return submit(
        connection -> {
          Map<K, M> rows = new HashMap<>();
          for (List<K> batch : batches(wanted)) {
            rows.putAll(statement.execute(connection, batch));
          }
          return rows;
        });
  }

  private <R> CompletionStage<R> submit(Statement<R> statement) {
    try {
      return CompletableFuture.supplyAsync(() -> execute(statement), executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new UnavailableException("MySQL is too busy right now: try again later.", e));
    }
  }

  private <R> R execute(Statement<R> statement) {
    try (Connection connection = pool.getConnection()) {
      return statement.execute(connection);
    } catch (SQLException e) {
      throw new UnavailableException(
          "Tracks and users can't be read right now, because MySQL does not answer:"
              + " try again later.",
          e);
    }
  }

  private static <K> List<List<K>> batches(List<K> keys) {
    List<List<K>> batches = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += MOST_KEYS) {
      batches.add(keys.subList(from, Math.min(from + MOST_KEYS, keys.size())));
    }
    return batches;
  }

  @Override
  public void close() {
    executor.shutdownNow();
    pool.close();
  }
}
