package io.fanfare.workloads.bench.edge;

import io.fanfare.schemas.models.Model;
import io.fanfare.workloads.source.DeleteRow;
import io.fanfare.workloads.source.Operation;

/** Statements of the benchmark's application. Each may be repeated. */
final class EdgeRows {

  private static final String USER =
      """
      INSERT INTO users (id, username, permalink, created_at, updated_at)
      VALUES (?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
      ON DUPLICATE KEY UPDATE username = VALUES(username), updated_at = VALUES(updated_at)
      """;

  private static final String TRACK =
      """
      INSERT INTO tracks
        (id, user_id, title, permalink, sharing, published_at, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?, '2020-01-01', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
      ON DUPLICATE KEY UPDATE title = VALUES(title), sharing = VALUES(sharing),
        updated_at = VALUES(updated_at)
      """;

  private EdgeRows() {}

  static Operation user(long id, int change) {
    return Operation.of(USER, id, ShownRow.user(id).text(change), "user-" + id);
  }

  static Operation track(long id, long owner, int change, boolean isPublic) {
    return Operation.of(
        TRACK,
        id,
        owner,
        ShownRow.track(id).text(change),
        "track-" + id,
        isPublic ? "public" : "private");
  }

  static Operation destroyTrack(long id) {
    return DeleteRow.of(Model.TRACK, id);
  }
}
