package io.fanfare.jobs.fanout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.jobs.fanout.histories.InMemoryBlocks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;

class FollowerListProperties {

  private InMemoryBlocks blocks = new InMemoryBlocks();
  private FollowerList list = new FollowerList(blocks);

  @BeforeTry
  void startEmpty() {
    blocks = new InMemoryBlocks();
    list = new FollowerList(blocks);
  }

  /** Positive: follow; the same number negative: unfollow. */
  @Property(tries = 300)
  void isASortedSet(@ForAll("histories") List<Integer> history) {
    TreeSet<Long> expected = new TreeSet<>();
    for (int step : history) {
      long id = Math.abs(step);
      if (step > 0) {
        assertThat(list.add(id)).isEqualTo(expected.add(id));
      } else {
        assertThat(list.remove(id)).isEqualTo(expected.remove(id));
      }
    }
    assertThat(ids()).containsExactlyElementsOf(expected);
    assertThat(blocks.blocks).hasSameSizeAs(list.blockNumbers());
  }

  @Property(tries = 30)
  void holdsManyInBlocksThatAreNeitherTooLargeNorTooSmall(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 20_000) int size) {
    TreeSet<Long> expected = new TreeSet<>();
    while (expected.size() < size) {
      long id = random.nextLong();
      expected.add(id);
      list.add(id);
    }
    assertThat(ids()).containsExactlyElementsOf(expected);
    for (long number : list.blockNumbers()) {
      assertThat(list.ids(number)).hasSizeLessThanOrEqualTo(FollowerList.MOST_IN_BLOCK);
    }
    assertThat(list.blockNumbers().length)
        .isLessThanOrEqualTo(1 + size / (FollowerList.MOST_IN_BLOCK / 2));
  }

  @Property(tries = 20)
  void fillsItsBlocksWhenIdsComeInOrder(@ForAll @IntRange(min = 1, max = 5_000) int size) {
    for (long id = 1; id <= size; id++) {
      list.add(id);
    }
    int full = (size + FollowerList.MOST_IN_BLOCK - 1) / FollowerList.MOST_IN_BLOCK;
    assertThat(list.blockNumbers()).hasSize(full);
  }

  @Property(tries = 100)
  void isEmptyOnceEverybodyHasLeft(@ForAll Random random) {
    List<Long> ids = new ArrayList<>(random.longs(1_000).distinct().boxed().toList());
    ids.forEach(list::add);
    Collections.shuffle(ids, random);
    ids.forEach(id -> assertThat(list.remove(id)).isTrue());
    assertThat(list.blockNumbers()).isEmpty();
    assertThat(blocks.blocks).isEmpty();
  }

  @Provide
  Arbitrary<List<Integer>> histories() {
    return Arbitraries.integers()
        .between(-1_500, 1_500)
        .filter(step -> step != 0)
        .list()
        .ofMaxSize(3_000);
  }

  private List<Long> ids() {
    List<Long> ids = new ArrayList<>();
    for (long number : list.blockNumbers()) {
      for (long id : list.ids(number)) {
        ids.add(id);
      }
    }
    return ids;
  }
}
