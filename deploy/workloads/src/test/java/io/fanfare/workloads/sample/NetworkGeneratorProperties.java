package io.fanfare.workloads.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.schemas.models.User;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NetworkGeneratorProperties {

  private static final long NOW = 1_750_000_000_000_000L;

  @Property(tries = 30)
  void theSameSeedMakesTheSameNetwork(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 300) int size) {
    SampleNetwork network = network(seed, size);
    assertThat(network(seed, size)).isEqualTo(network);
    assertThat(network(seed + 1, size).tracks()).isNotEqualTo(network.tracks());
  }

  @Property(tries = 50)
  void allRowsFitTogether(@ForAll long seed, @ForAll @IntRange(min = 2, max = 400) int size) {
    SampleNetwork network = network(seed, size);
    Set<Long> users = network.users().stream().map(User::getId).collect(Collectors.toSet());
    Map<Long, Track> tracks =
        network.tracks().stream().collect(Collectors.toMap(Track::getId, Function.identity()));
    Set<List<Long>> follows = new HashSet<>();
    assertThat(users).hasSize(size).allMatch(id -> id > 0);
    for (Follow follow : network.follows()) {
      assertThat(follow.getFollowerId()).isNotEqualTo(follow.getFolloweeId());
      assertThat(users).contains(follow.getFollowerId(), follow.getFolloweeId());
      assertThat(follows.add(List.of(follow.getFollowerId(), follow.getFolloweeId()))).isTrue();
    }
    Set<List<Long>> reposts = new HashSet<>();
    for (TrackRepost repost : network.reposts()) {
      Track track = tracks.get(repost.getTrackId());
      assertThat(follows).contains(List.of(repost.getUserId(), track.getUserId()));
      assertThat(reposts.add(List.of(repost.getUserId(), track.getId()))).isTrue();
      assertThat(repost.getCreatedAt()).isBetween(track.getPublishedAt(), NOW);
    }
    assertThat(users).containsAll(network.tracks().stream().map(Track::getUserId).toList());
  }

  @Property(tries = 50)
  void everythingIsInThePastAndOldestFirst(@ForAll long seed) {
    SampleNetwork network = network(seed, 100);
    List<Long> published = new ArrayList<>();
    network.tracks().forEach(track -> published.add(track.getPublishedAt()));
    assertThat(published)
        .isSorted()
        .allMatch(time -> time < NOW && time > DashboardRule.retentionStart(NOW));
    assertThat(network.reposts().stream().map(TrackRepost::getCreatedAt)).isSorted();
  }

  /** By chance alone, none of 2,000 would be followed by more than some 30. */
  @Property(tries = 10)
  void fewAreFollowedByManyAndManyByFew(@ForAll long seed) {
    SampleNetwork network = network(seed, 2_000);
    assertThat(network.follows()).hasSizeBetween(20_000, 40_000);
    assertThat(network.tracks()).hasSizeBetween(3_000, 4_000);
    List<Long> followers = degrees(network, Follow::getFolloweeId);
    assertThat(followers.get(0)).isGreaterThan(150);
    assertThat(topShare(followers, 20)).isGreaterThan(0.07);
    assertThat(followers.get(1_000)).isLessThan(15);
    assertThat(degrees(network, Follow::getFollowerId).get(0)).isGreaterThan(100);
  }

  @Example
  void namesAreInManyScripts() {
    SampleNetwork network = network(1, 2_000);
    Set<Character.UnicodeScript> scripts =
        network.users().stream()
            .flatMapToInt(user -> String.valueOf(user.getUsername()).codePoints())
            .mapToObj(Character.UnicodeScript::of)
            .collect(Collectors.toSet());
    assertThat(scripts)
        .contains(
            Character.UnicodeScript.LATIN,
            Character.UnicodeScript.CYRILLIC,
            Character.UnicodeScript.GREEK,
            Character.UnicodeScript.ARABIC,
            Character.UnicodeScript.HEBREW,
            Character.UnicodeScript.DEVANAGARI,
            Character.UnicodeScript.THAI,
            Character.UnicodeScript.HAN,
            Character.UnicodeScript.HIRAGANA,
            Character.UnicodeScript.KATAKANA,
            Character.UnicodeScript.HANGUL,
            Character.UnicodeScript.ETHIOPIC,
            Character.UnicodeScript.GEORGIAN);
    assertThat(network.users()).anyMatch(user -> String.valueOf(user.getUsername()).contains("🎧"));
  }

  @Property
  void aUserHasTheSameNameEverywhereAndAnAddressOfTheirOwn(@ForAll long id) {
    User user = SampleUsers.user(id, NOW);
    assertThat(SampleUsers.user(id, NOW)).isEqualTo(user);
    assertThat(user.getPermalink()).matches("[a-z-]+-" + (id < 0 ? "-" : "") + "[0-9]+");
    assertThat(user.getCountryCode()).matches("[A-Z]{2}");
    assertThat(user.getUsername()).isNotBlank();
  }

  private static SampleNetwork network(long seed, int size) {
    return new NetworkGenerator(seed, size, NOW).generate();
  }

  /** Largest first. */
  private static List<Long> degrees(SampleNetwork network, Function<Follow, Long> end) {
    return network.follows().stream()
        .collect(Collectors.groupingBy(end, Collectors.counting()))
        .values()
        .stream()
        .sorted((a, b) -> Long.compare(b, a))
        .toList();
  }

  private static double topShare(List<Long> degrees, int top) {
    double all = degrees.stream().mapToLong(Long::longValue).sum();
    return degrees.stream().limit(top).mapToLong(Long::longValue).sum() / all;
  }
}
