package io.fanfare.workloads.demo;

import io.fanfare.schemas.models.Model;
import io.fanfare.workloads.sample.Change;
import io.fanfare.workloads.sample.Change.Delete;
import io.fanfare.workloads.sample.Change.Post;
import io.fanfare.workloads.sample.Change.Repost;
import io.fanfare.workloads.sample.Change.Share;
import io.fanfare.workloads.sample.Change.StartFollowing;
import io.fanfare.workloads.sample.Change.Unfollow;
import io.fanfare.workloads.sample.Change.Unrepost;
import io.fanfare.workloads.source.DeleteRow;
import io.fanfare.workloads.source.InsertRows;
import io.fanfare.workloads.source.UpdateTrackSharing;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.avro.specific.SpecificRecordBase;

/** Makes changes to the source's rows. Making one a second time changes nothing. */
public final class ChangeWriter {

  private ChangeWriter() {}

  /** Makes a change. */
  public static void write(Connection connection, Change change) throws SQLException {
    if (change instanceof Post post) {
      insert(connection, Model.TRACK, post.track());
    } else if (change instanceof Repost repost) {
      insert(connection, Model.TRACK_REPOST, repost.repost());
    } else if (change instanceof Unrepost unrepost) {
      DeleteRow.execute(
          connection,
          Model.TRACK_REPOST,
          unrepost.repost().getUserId(),
          unrepost.repost().getTrackId());
    } else if (change instanceof StartFollowing start) {
      insert(connection, Model.FOLLOW, start.follow());
    } else if (change instanceof Unfollow unfollow) {
      DeleteRow.execute(
          connection,
          Model.FOLLOW,
          unfollow.follow().getFollowerId(),
          unfollow.follow().getFolloweeId());
    } else if (change instanceof Delete delete) {
      DeleteRow.execute(connection, Model.TRACK, delete.track().getId());
    } else if (change instanceof Share share) {
      UpdateTrackSharing.execute(connection, share.track());
    }
  }

  private static <T extends SpecificRecordBase> void insert(
      Connection connection, Model model, T row) throws SQLException {
    InsertRows<T> insert = new InsertRows<>(connection, model, 1);
    insert.add(row);
  }
}
