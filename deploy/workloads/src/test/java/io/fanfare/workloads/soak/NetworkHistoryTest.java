package io.fanfare.workloads.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.workloads.source.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkHistoryTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final int OPERATIONS = 2_000;
  private static final long FIRST = 1_000_000;

  @ParameterizedTest
  @EnumSource(Shape.class)
  void theSameSeedMakesTheSameChanges(Shape shape) {
    assertThat(operations(5, shape)).isEqualTo(operations(5, shape));
    assertThat(operations(5, shape)).isNotEqualTo(operations(6, shape));
  }

  @Test
  void everyTableThatDashboardsDependOnChanges() {
    List<String> statements =
        operations(1, Shape.DENSE).stream().map(Operation::sql).distinct().toList();
    for (String relation :
        List.of(
            "follows",
            "blocks",
            "mutes",
            "track_reposts",
            "playlist_reposts",
            "track_likes",
            "playlist_likes")) {
      assertThat(statements).anyMatch(sql -> sql.startsWith("INSERT INTO " + relation + " "));
      assertThat(statements).anyMatch(sql -> sql.startsWith("DELETE FROM " + relation + " "));
    }
    for (String rows : List.of("users", "tracks", "playlists", "comments", "dashboard_settings")) {
      assertThat(statements).anyMatch(sql -> sql.startsWith("DELETE FROM " + rows + " "));
    }
    for (String column : List.of("sharing", "state", "published_at", "user_id")) {
      assertThat(statements).contains("UPDATE tracks SET " + column + " = ? WHERE id = ?");
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void everyIdIsTheHistorysOwn(Shape shape) {
    List<Long> ids =
        operations(3, shape).stream()
            .flatMap(operation -> operation.values().stream())
            .flatMap(value -> value instanceof Long id ? Stream.of(id) : Stream.empty())
            .toList();
    assertThat(ids).isNotEmpty().allMatch(id -> id >= FIRST && id < FIRST + shape.ids());
  }

  @Test
  void theWholeCrowdComesToFollow() {
    long followers =
        operations(2, Shape.SKEWED).stream()
            .filter(operation -> operation.sql().startsWith("INSERT INTO follows"))
            .map(Operation::values)
            .filter(values -> values.get(1).equals(FIRST + Shape.SKEWED.users - 1))
            .flatMap(values -> values.stream())
            .filter(value -> value instanceof Long id && id >= FIRST + Shape.SKEWED.users)
            .distinct()
            .count();
    assertThat(followers).isEqualTo(Shape.SKEWED.crowd);
  }

  private static List<Operation> operations(long seed, Shape shape) {
    NetworkHistory history = new NetworkHistory(seed, shape, FIRST, NOW);
    List<Operation> operations = new ArrayList<>(history.beginning());
    for (int i = 0; i < OPERATIONS; i++) {
      operations.add(history.next());
    }
    return operations;
  }
}
