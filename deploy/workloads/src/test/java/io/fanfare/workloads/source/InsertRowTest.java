package io.fanfare.workloads.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.Track;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class InsertRowTest {

  private static final long MICROS = 1_767_225_600_000_001L;
  private static final LocalDateTime TIME = LocalDateTime.parse("2026-01-01T00:00:00.000001");

  @Test
  void aRowWhoseKeyIsThereStaysAsItIs() {
    assertThat(InsertRow.of(Model.FOLLOW, new Follow(7L, 9L, MICROS)))
        .isEqualTo(
            Operation.of(
                "INSERT INTO follows (follower_id, followee_id, created_at) VALUES (?, ?, ?)"
                    + " ON DUPLICATE KEY UPDATE follower_id = follower_id",
                7L,
                9L,
                TIME));
  }

  @Test
  void nullColumnsGetTheDefaultsOfTheTable() {
    Track track =
        Track.newBuilder()
            .setId(1)
            .setUserId(2)
            .setTitle("t")
            .setPermalink("t")
            .setSharing("public")
            .setState("finished")
            .setPublishedAt(null)
            .setCreatedAt(MICROS)
            .setUpdatedAt(MICROS)
            .build();
    assertThat(InsertRow.of(Model.TRACK, track))
        .isEqualTo(
            Operation.of(
                "INSERT INTO tracks (id, user_id, title, permalink, sharing, state, created_at,"
                    + " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE id = id",
                1L,
                2L,
                "t",
                "t",
                "public",
                "finished",
                TIME,
                TIME));
  }
}
