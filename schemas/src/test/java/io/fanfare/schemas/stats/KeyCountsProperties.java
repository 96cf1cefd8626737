package io.fanfare.schemas.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class KeyCountsProperties {

  private static final int MOST = 5;
  private static final String REST = "other";

  @Property
  void theOrderMakesNoDifference(
      @ForAll @Size(max = 60) List<@IntRange(max = 12) Integer> keys, @ForAll Random random) {
    List<Integer> shuffled = new ArrayList<>(keys);
    Collections.shuffle(shuffled, random);
    assertThat(sum(shuffled).get()).isEqualTo(sum(keys).get());
  }

  @Property
  void sumsOfPartsAreTheSumOfAll(
      @ForAll @Size(max = 60) List<@IntRange(max = 12) Integer> keys,
      @ForAll @IntRange(max = 60) int cut) {
    int at = Math.min(cut, keys.size());
    KeyCounts parts = new KeyCounts(MOST, REST);
    sum(keys.subList(at, keys.size())).get().forEach(parts::add);
    sum(keys.subList(0, at)).get().forEach(parts::add);
    assertThat(parts.get()).isEqualTo(sum(keys).get());
  }

  @Property
  void nothingIsLostAndTheKeptCountsAreExact(
      @ForAll @Size(max = 60) List<@IntRange(max = 12) Integer> keys) {
    Map<String, Long> counts = sum(keys).get();
    assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(keys.size());
    assertThat(counts.keySet().stream().filter(key -> !key.equals(REST)))
        .hasSizeLessThanOrEqualTo(MOST);
    Map<String, Long> exact =
        keys.stream()
            .collect(Collectors.groupingBy(KeyCountsProperties::key, Collectors.counting()));
    counts.forEach(
        (key, count) -> {
          if (!key.equals(REST)) {
            assertThat(count).as(key).isEqualTo(exact.get(key));
          }
        });
  }

  private static KeyCounts sum(List<Integer> keys) {
    KeyCounts counts = new KeyCounts(MOST, REST);
    keys.forEach(key -> counts.add(key(key), 1));
    return counts;
  }

  /** One of them is the key of the rest. */
  private static String key(int number) {
    return number == 0 ? REST : "source-" + number;
  }
}
