package io.fanfare.workloads.sample;

import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;

/** Something that the application's users do, as a change of one row. */
public sealed interface Change {

  /** The acting user. */
  long userId();

  /** Publishes a new track. */
  record Post(Track track) implements Change {
    @Override
    public long userId() {
      return track.getUserId();
    }
  }

  record Repost(TrackRepost repost, Track track) implements Change {
    @Override
    public long userId() {
      return repost.getUserId();
    }
  }

  /** Takes a repost back. */
  record Unrepost(TrackRepost repost, Track track) implements Change {
    @Override
    public long userId() {
      return repost.getUserId();
    }
  }

  record StartFollowing(Follow follow) implements Change {
    @Override
    public long userId() {
      return follow.getFollowerId();
    }
  }

  record Unfollow(Follow follow) implements Change {
    @Override
    public long userId() {
      return follow.getFollowerId();
    }
  }

  /** Deletes a track. */
  record Delete(Track track) implements Change {
    @Override
    public long userId() {
      return track.getUserId();
    }
  }

  /**
   * Makes a track private or public.
   *
   * @param track as it is afterwards
   */
  record Share(Track track) implements Change {
    @Override
    public long userId() {
      return track.getUserId();
    }
  }
}
