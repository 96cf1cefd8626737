package io.fanfare.api.feed;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;

/** An entry as bytes, in cursors. */
public final class EntryBytes {

  /** Bytes of an entry: time, kind, actor and object. */
  public static final int LENGTH = Long.BYTES + 1 + Long.BYTES + Long.BYTES;

  /** The kinds by their number in cursors. */
  private static final List<ActivityKind> KINDS =
      List.of(
          ActivityKind.TRACK,
          ActivityKind.TRACK_REPOST,
          ActivityKind.PLAYLIST,
          ActivityKind.PLAYLIST_REPOST);

  private EntryBytes() {}

  public static void put(Activity entry, ByteBuffer bytes) {
    bytes.putLong(entry.getActivityTime()).put(code(entry.getKind()));
    bytes.putLong(entry.getActorId()).putLong(entry.getObjectId());
  }

  /**
   * @throws BufferUnderflowException if there are fewer bytes
   * @throws IndexOutOfBoundsException if there is no such kind
   */
  public static Activity get(ByteBuffer bytes) {
    long activityTime = bytes.getLong();
    ActivityKind kind = KINDS.get(bytes.get());
    return new Activity(kind, bytes.getLong(), bytes.getLong(), activityTime);
  }

  /** A kind's number in cursors and ids. */
  static byte code(ActivityKind kind) {
    return (byte) KINDS.indexOf(kind);
  }
}
