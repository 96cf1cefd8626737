package io.fanfare.jobs.fanout.histories;

import static io.fanfare.schemas.dashboard.DashboardRule.retentionStart;

import io.fanfare.jobs.fanout.domain.Rows;
import io.fanfare.jobs.fanout.domain.Shards;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.models.Block;
import io.fanfare.schemas.models.DashboardSettings;
import io.fanfare.schemas.models.Mute;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.schemas.models.User;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Random steps in a small and skewed network: twelve users, of whom the first three own nearly all
 * sounds and are followed most, so that the same few rows and entries meet again and again.
 */
final class Graph {

  /** The begin of histories, µs since the epoch. */
  static final long START = 1_700_000_000_000_000L;

  /** How many users there are. */
  static final int USERS = 12;

  /** The user that crowds follow. */
  static final long CROWDED = 1;

  /** Two blocks of followers that share a shard. */
  static final List<Long> CROWD =
      LongStream.iterate(1_000, id -> id + 1)
          .filter(id -> Shards.of(id) == 7)
          .limit(300)
          .boxed()
          .toList();

  private static final int ACTORS = 3;
  private static final int TRACKS = 6;
  private static final int PLAYLISTS = 3;
  private static final long DAY = 86_400_000_000L;

  private final Random random;

  Graph(Random random) {
    this.random = random;
  }

  Step step() {
    int dice = random.nextInt(100);
    if (dice < 66) {
      return random.nextInt(100) < 70 ? new Step.Put(row()) : destroy();
    }
    if (dice < 74) {
      return new Step.Refresh(SourceTables.Key.of(row()), random.nextBoolean());
    }
    if (dice < 80) {
      return random.nextInt(3) > 0 ? new Step.Wait(pause()) : clocks();
    }
    if (dice < 90) {
      return new Step.Resolve(random.nextInt(50), entry());
    }
    EntryOperation operation = EntryOperation.values()[random.nextInt(2)];
    return new Step.Damage(operation, random.nextInt(50), entry());
  }

  /** Also with changes that the binlog loses. */
  Step stepOrLost() {
    return random.nextInt(5) == 0
        ? new Step.Lost(random.nextBoolean() ? new Step.Put(row()) : destroy())
        : step();
  }

  /** Also with many followers at once. */
  Step stepOrCrowd() {
    return random.nextInt(12) == 0 ? new Step.Crowd(random.nextInt(4) > 0) : step();
  }

  private Step destroy() {
    return new Step.Destroy(SourceTables.Key.of(row()));
  }

  private SpecificRecord row() {
    int dice = random.nextInt(100);
    if (dice < 28) {
      return Rows.follow(user(), random.nextInt(6) == 0 ? user() : actor());
    }
    if (dice < 48) {
      return track();
    }
    if (dice < 58) {
      long id = 1 + random.nextInt(PLAYLISTS);
      return Rows.playlist(id, owner(id), sharing(), publishedAt());
    }
    if (dice < 70) {
      return new TrackRepost(anyActor(), 1L + random.nextInt(TRACKS), time());
    }
    if (dice < 76) {
      return new PlaylistRepost(anyActor(), 1L + random.nextInt(PLAYLISTS), time());
    }
    return ofUser();
  }

  private SpecificRecord ofUser() {
    return switch (random.nextInt(4)) {
      case 0 -> new Block(anyActor(), anyActor(), null);
      case 1 -> new Mute(user(), anyActor(), null);
      case 2 -> new DashboardSettings(user(), random.nextInt(3) > 0);
      default -> User.newBuilder().setId(anyActor()).build();
    };
  }

  private SpecificRecord track() {
    long id = 1 + random.nextInt(TRACKS);
    String state = random.nextInt(6) == 0 ? "processing" : "finished";
    return Rows.track(id, owner(id), sharing(), state, publishedAt());
  }

  private Entry entry() {
    ActivityKind kind = ActivityKind.values()[random.nextInt(4)];
    return new Entry(user(), new Activity(kind, actor(), 1L + random.nextInt(3), time()));
  }

  private long user() {
    return 1 + random.nextInt(USERS);
  }

  private long actor() {
    return 1 + random.nextInt(ACTORS);
  }

  private long anyActor() {
    return random.nextInt(3) == 0 ? user() : actor();
  }

  /** Owners change now and then. */
  private long owner(long id) {
    return random.nextInt(4) == 0 ? anyActor() : 1 + id % ACTORS;
  }

  private String sharing() {
    return random.nextInt(5) == 0 ? "private" : "public";
  }

  private @Nullable Long publishedAt() {
    return random.nextInt(7) == 0 ? null : (Long) time();
  }

  /** One of few times, so that equal ones meet; some leave the retention during the history. */
  private long time() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> retentionStart(START) + random.nextInt(60);
      case 2 -> START - random.nextInt(3) * 60 * DAY;
      case 3 -> START + 100 * DAY;
      default -> START + random.nextInt(4);
    };
  }

  private long pause() {
    return random.nextInt(6) == 0 ? random.nextInt(70) * DAY : random.nextInt(10);
  }

  private Step clocks() {
    if (random.nextInt(3) == 0) {
      return new Step.RightClocks();
    }
    long error =
        switch (random.nextInt(4)) {
          case 0 -> 1_000_000;
          case 1 -> random.nextInt(400) * DAY;
          case 2 -> 400_000 * DAY;
          default -> START;
        };
    return new Step.WrongClock(random.nextBoolean(), random.nextBoolean() ? error : -error);
  }
}
