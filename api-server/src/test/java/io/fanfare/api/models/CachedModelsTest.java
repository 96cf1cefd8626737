package io.fanfare.api.models;

import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.schemas.dashboard.Hidden;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedModelsTest {

  private static final User BEFORE = user(1);
  private static final User AFTER = User.newBuilder(user(1)).setUsername("renamed").build();

  private final AtomicLong nanos = new AtomicLong();
  private final ManualSource source = new ManualSource();
  private final CachedModels models = new CachedModels(source, nanos::get);

  @Test
  void loadsOnlyMissingRows() {
    CompletionStage<Map<Long, User>> first = models.users(Set.of(1L, 2L));
    CompletionStage<Map<Long, User>> second = models.users(Set.of(2L, 3L));
    assertThat(source.requested()).containsExactly(Set.of(1L, 2L), Set.of(3L));
    source.answer(0, BEFORE, user(2));
    source.answer(1, user(3));

    assertThat(result(first)).containsOnlyKeys(1L, 2L);
    assertThat(result(second)).containsOnlyKeys(2L, 3L);
    assertThat(result(models.users(Set.of(1L, 2L, 3L)))).containsOnlyKeys(1L, 2L, 3L);
    assertThat(source.requested()).hasSize(2);
  }

  @Test
  void cachesThatARowDoesNotExist() {
    CompletionStage<Map<Long, User>> none = models.users(Set.of(1L));
    source.answer(0);
    assertThat(result(none)).isEmpty();
    assertThat(result(models.users(Set.of(1L)))).isEmpty();
    assertThat(source.requested()).hasSize(1);

    models.invalidateRow(Model.USER, List.of(1L));
    CompletionStage<Map<Long, User>> created = models.users(Set.of(1L));
    source.answer(1, BEFORE);
    assertThat(result(created)).containsEntry(1L, BEFORE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void doesNotKeepALoadThatAnInvalidationOvertook(boolean everything) {
    CompletionStage<Map<Long, User>> overtaken = models.users(Set.of(1L, 2L));
    invalidate(everything);
    CompletionStage<Map<Long, User>> later = models.users(Set.of(1L));
    assertThat(source.requested()).hasSize(2);

    source.answer(1, AFTER);
    source.answer(0, BEFORE, user(2));

    assertThat(result(overtaken)).containsEntry(1L, BEFORE);
    assertThat(result(later)).containsEntry(1L, AFTER);
    assertThat(result(models.users(Set.of(1L)))).containsEntry(1L, AFTER);
    assertThat(source.requested()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void loadsAgainWhenAnOvertakenLoadEndsBeforeTheNextRead(boolean everything) {
    CompletionStage<Map<Long, User>> overtaken = models.users(Set.of(1L));
    invalidate(everything);
    source.answer(0, BEFORE);
    assertThat(result(overtaken)).containsEntry(1L, BEFORE);

    CompletionStage<Map<Long, User>> later = models.users(Set.of(1L));
    source.answer(1, AFTER);
    assertThat(result(later)).containsEntry(1L, AFTER);
  }

  @Test
  void keepsTheRestOfALoadOfWhichOneWasOvertaken() {
    var unused = models.users(Set.of(1L, 2L));
    models.invalidateRow(Model.USER, List.of(1L));
    source.answer(0, BEFORE, user(2));

    assertThat(result(models.users(Set.of(2L)))).containsOnlyKeys(2L);
    assertThat(source.requested()).hasSize(1);
  }

  @Test
  void doesNotKeepAFailure() {
    CompletionStage<Map<Long, User>> failing = models.users(Set.of(1L));
    source.fail(0, new UnavailableException("MySQL is absent.", null));
    assertThatThrownBy(() -> result(failing))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("MySQL is absent.");

    CompletionStage<Map<Long, User>> again = models.users(Set.of(1L));
    source.answer(1, BEFORE);
    assertThat(result(again)).containsEntry(1L, BEFORE);
  }

  @Test
  void keepsNothingLongerThanItsLifetimeHoweverOftenItIsRead() {
    var unused = models.users(Set.of(1L, 2L));
    source.answer(0, BEFORE);
    long lifetime = ModelCache.LIFETIME.toNanos();
    nanos.set(lifetime - 1);
    assertThat(result(models.users(Set.of(1L, 2L)))).containsOnlyKeys(1L);
    nanos.set(lifetime);
    assertThat(models.users(Set.of(1L, 2L)).toCompletableFuture()).isNotDone();
    assertThat(source.requested()).hasSize(2);
    assertThat(ModelCache.LIFETIME).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void invalidatesTracksAndUsersSeparately() {
    InMemoryModels rows = new InMemoryModels();
    CachedModels cached = new CachedModels(rows);
    rows.put(track(1, 1, 5L));
    rows.put(BEFORE);
    assertThat(result(cached.tracks(Set.of(1L)))).hasSize(1);
    assertThat(result(cached.users(Set.of(1L)))).hasSize(1);
    rows.removeTrack(1);
    rows.removeUser(1);

    cached.invalidateRow(Model.USER, List.of(1L));
    assertThat(result(cached.tracks(Set.of(1L)))).hasSize(1);
    assertThat(result(cached.users(Set.of(1L)))).isEmpty();
    cached.invalidateRow(Model.TRACK, List.of(1L));
    assertThat(result(cached.tracks(Set.of(1L)))).isEmpty();
  }

  @Test
  void invalidatesTheRelationsThatARowDetermines() {
    InMemoryModels rows = new InMemoryModels();
    CachedModels cached = new CachedModels(rows);
    rows.hide(1, new Hidden(Set.of(2L), false));
    assertThat(result(cached.hidden(Set.of(1L, 2L)))).containsOnlyKeys(1L);
    rows.hide(1, new Hidden(Set.of(), true));
    rows.hide(2, new Hidden(Set.of(1L), false));
    cached.invalidateRow(Model.MUTE, List.of(1L, 2L));
    assertThat(result(cached.hidden(Set.of(1L, 2L)))).containsOnlyKeys(1L);
    // A block hides both from each other.
    cached.invalidateRow(Model.BLOCK, List.of(1L, 2L));
    assertThat(result(cached.hidden(Set.of(1L, 2L)))).containsOnlyKeys(1L, 2L);

    FollowKey follow = new FollowKey(1, 2);
    assertThat(result(cached.follows(Set.of(follow)))).containsKey(follow);
    rows.unfollow(1, 2);
    cached.invalidateRow(Model.FOLLOW, List.of(2L, 1L));
    assertThat(result(cached.follows(Set.of(follow)))).containsKey(follow);
    cached.invalidateRow(Model.FOLLOW, List.of(1L, 2L));
    assertThat(result(cached.follows(Set.of(follow)))).isEmpty();
  }

  private void invalidate(boolean everything) {
    if (everything) {
      models.invalidateAll();
    } else {
      models.invalidateRow(Model.USER, List.of(1L));
    }
  }

  /** A row that is kept may be old then. */
  @Test
  void readsPastTheCacheWhileNobodyReadsTheChanges() {
    ModelInvalidation invalidation = new ModelInvalidation(models, heartbeats(), System::nanoTime);
    assertThat(loaded(0, BEFORE)).isEqualTo(BEFORE);
    assertThat(loaded(1, BEFORE)).isEqualTo(BEFORE);

    invalidation.begin(Map.of());
    assertThat(loaded(2, BEFORE)).isEqualTo(BEFORE);
    assertThat(result(models.users(Set.of(1L)))).containsEntry(1L, BEFORE);
    assertThat(source.requested()).hasSize(3);

    invalidation.lost();
    assertThat(loaded(3, AFTER)).isEqualTo(AFTER);
    assertThat(result(models.users(Set.of()))).isEmpty();

    // What changed meanwhile was not read, so nothing from before is kept.
    invalidation.begin(Map.of());
    assertThat(loaded(4, AFTER)).isEqualTo(AFTER);
    assertThat(result(models.users(Set.of(1L)))).containsEntry(1L, AFTER);
    assertThat(source.requested()).hasSize(5);
  }

  /** A load that began before the changes were lost must not end up as what is kept after it. */
  @Test
  void doesNotKeepALoadFromBeforeTheChangesWereLost() {
    ModelInvalidation invalidation = new ModelInvalidation(models, heartbeats(), System::nanoTime);
    invalidation.begin(Map.of());
    CompletionStage<Map<Long, User>> overtaken = models.users(Set.of(1L));
    invalidation.lost();
    invalidation.begin(Map.of());
    source.answer(0, BEFORE);
    assertThat(result(overtaken)).containsEntry(1L, BEFORE);

    assertThat(loaded(1, AFTER)).isEqualTo(AFTER);
  }

  /** One that has come, which is enough for a day. */
  private static Heartbeats heartbeats() {
    Heartbeats heartbeats = new Heartbeats(Duration.ofDays(1), System::nanoTime);
    heartbeats.read(new ConsumerRecord<>("heartbeats", 0, 0, new byte[0], new byte[0]));
    return heartbeats;
  }

  /** The user 1, by a load that has to happen. */
  private User loaded(int load, User row) {
    CompletionStage<Map<Long, User>> read = models.users(Set.of(1L));
    source.answer(load, row);
    return Objects.requireNonNull(result(read).get(1L));
  }

  private static <K, M> Map<K, M> result(CompletionStage<Map<K, M>> stage) {
    return Deadline.in(Duration.ofSeconds(10)).await(stage, "the cache");
  }

  /** Answers when the test completes the load. */
  private static final class ManualSource extends InMemoryModels {

    private final List<Set<Long>> requested = new ArrayList<>();
    private final List<CompletableFuture<Map<Long, User>>> answers = new ArrayList<>();

    List<Set<Long>> requested() {
      return requested;
    }

    void answer(int load, User... rows) {
      Map<Long, User> found = new HashMap<>();
      for (User row : rows) {
        found.put(row.getId(), row);
      }
      answers.get(load).complete(found);
    }

    void fail(int load, Exception failure) {
      answers.get(load).completeExceptionally(failure);
    }

    @Override
    public CompletionStage<Map<Long, User>> users(Set<Long> ids) {
      requested.add(Set.copyOf(ids));
      answers.add(new CompletableFuture<>());
      return answers.get(answers.size() - 1);
    }
  }
}
