-- The reference schema of the source: the application owns it, Fanfare only reads it.
-- Times are UTC. There are no foreign keys: InnoDB's cascades never reach the binlog, and rows may outlive the rows they
-- point to. The indexes serve the API's lists and, those of permalinks, its /resolve.

CREATE TABLE IF NOT EXISTS users (
  id BIGINT NOT NULL PRIMARY KEY,
  username VARCHAR(255) NOT NULL,
  permalink VARCHAR(255) NOT NULL,
  full_name VARCHAR(255) NULL,
  avatar_url VARCHAR(1024) NULL,
  city VARCHAR(255) NULL,
  country_code CHAR(2) NULL,
  created_at DATETIME(6) NOT NULL,
  updated_at DATETIME(6) NOT NULL,
  KEY users_of_permalink (permalink)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS tracks (
  id BIGINT NOT NULL PRIMARY KEY,
  user_id BIGINT NOT NULL,
  title VARCHAR(255) NOT NULL,
  permalink VARCHAR(255) NOT NULL,
  description TEXT NULL,
  genre VARCHAR(255) NULL,
  tag_list TEXT NULL,
  duration BIGINT NOT NULL DEFAULT 0,
  bpm INT NULL,
  license VARCHAR(64) NULL,
  artwork_url VARCHAR(1024) NULL,
  sharing ENUM('public', 'private') NOT NULL DEFAULT 'public',
  state ENUM('processing', 'failed', 'finished') NOT NULL DEFAULT 'finished',
  published_at DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL,
  updated_at DATETIME(6) NOT NULL,
  KEY tracks_of_user (user_id),
  KEY tracks_of_permalink (permalink, user_id)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS playlists (
  id BIGINT NOT NULL PRIMARY KEY,
  user_id BIGINT NOT NULL,
  title VARCHAR(255) NOT NULL,
  permalink VARCHAR(255) NOT NULL,
  description TEXT NULL,
  genre VARCHAR(255) NULL,
  tag_list TEXT NULL,
  artwork_url VARCHAR(1024) NULL,
  sharing ENUM('public', 'private') NOT NULL DEFAULT 'public',
  published_at DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL,
  updated_at DATETIME(6) NOT NULL,
  KEY playlists_of_user (user_id),
  KEY playlists_of_permalink (permalink, user_id)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS playlist_tracks (
  playlist_id BIGINT NOT NULL,
  position INT NOT NULL,
  track_id BIGINT NOT NULL,
  PRIMARY KEY (playlist_id, position, track_id)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS follows (
  follower_id BIGINT NOT NULL,
  followee_id BIGINT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (follower_id, followee_id),
  KEY followers (followee_id, follower_id)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS blocks (
  user_id BIGINT NOT NULL,
  blocked_user_id BIGINT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (user_id, blocked_user_id),
  KEY blocked (blocked_user_id, user_id)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS mutes (
  user_id BIGINT NOT NULL,
  muted_user_id BIGINT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (user_id, muted_user_id)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS track_reposts (
  user_id BIGINT NOT NULL,
  track_id BIGINT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (user_id, track_id),
  KEY reposts_of_track (track_id, user_id)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS playlist_reposts (
  user_id BIGINT NOT NULL,
  playlist_id BIGINT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (user_id, playlist_id),
  KEY reposts_of_playlist (playlist_id, user_id)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS track_likes (
  user_id BIGINT NOT NULL,
  track_id BIGINT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (user_id, track_id),
  KEY likes_of_track (track_id, user_id)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS playlist_likes (
  user_id BIGINT NOT NULL,
  playlist_id BIGINT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (user_id, playlist_id),
  KEY likes_of_playlist (playlist_id, user_id)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS comments (
  id BIGINT NOT NULL PRIMARY KEY,
  user_id BIGINT NOT NULL,
  track_id BIGINT NOT NULL,
  body TEXT NULL,
  timestamp_ms BIGINT NULL,
  created_at DATETIME(6) NOT NULL,
  KEY comments_of_user (user_id),
  KEY comments_of_track (track_id)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS dashboard_settings (
  user_id BIGINT NOT NULL PRIMARY KEY,
  hide_reposts BOOLEAN NOT NULL DEFAULT 0
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS notification_settings (
  user_id BIGINT NOT NULL,
  channel VARCHAR(32) NOT NULL,
  activity_type VARCHAR(32) NOT NULL,
  enabled BOOLEAN NOT NULL DEFAULT 1,
  digest_minutes INT NULL,
  quiet_from TIME NULL,
  quiet_to TIME NULL,
  time_zone VARCHAR(64) NULL,
  address VARCHAR(1024) NULL,
  PRIMARY KEY (user_id, channel, activity_type)
) DEFAULT CHARACTER SET utf8mb4;
