package io.fanfare.jobs.runtime.domain;

import static org.assertj.core.api.Assertions.assertThat;

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

class IdListProperties {

  private InMemoryBlocks blocks = new InMemoryBlocks();
  private IdList list = new IdList(blocks);

  @BeforeTry
  void startEmpty() {
    blocks = new InMemoryBlocks();
    list = new IdList(blocks);
  }

  /** Positive: add; the same number negative: remove. */
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
      assertThat(list.ids(number)).hasSizeLessThanOrEqualTo(IdList.MOST_IN_BLOCK);
    }
    assertThat(list.blockNumbers().length)
        .isLessThanOrEqualTo(1 + size / (IdList.MOST_IN_BLOCK / 2));
  }

  @Property(tries = 20)
  void fillsItsBlocksWhenIdsComeInOrder(@ForAll @IntRange(min = 1, max = 5_000) int size) {
    for (long id = 1; id <= size; id++) {
      list.add(id);
    }
    int full = (size + IdList.MOST_IN_BLOCK - 1) / IdList.MOST_IN_BLOCK;
    assertThat(list.blockNumbers()).hasSize(full);
  }

  @Property(tries = 100)
  void isEmptyOnceAllIdsAreRemoved(@ForAll Random random) {
    List<Long> ids = new ArrayList<>(random.longs(1_000).distinct().boxed().toList());
    ids.forEach(list::add);
    Collections.shuffle(ids, random);
    ids.forEach(id -> assertThat(list.remove(id)).isTrue());
    assertThat(list.blockNumbers()).isEmpty();
    assertThat(blocks.blocks).isEmpty();
  }

  @Property(tries = 200)
  void isReadInPiecesWhileItChanges(@ForAll Random random) {
    TreeSet<Long> expected = new TreeSet<>();
    for (long id = 0; id < 3_000; id++) {
      list.add(id);
      expected.add(id);
    }
    TreeSet<Long> seen = new TreeSet<>();
    long due = Long.MIN_VALUE;
    long[] left = list.blockNumbersFrom(due);
    while (left.length > 0) {
      for (long id : list.ids(left[0])) {
        seen.add(id);
      }
      if (left.length == 1) {
        break;
      }
      due = left[1];
      // Whole blocks vanish, and the first may take the name of the one that was removed.
      long from = random.nextInt(3_000);
      for (long id = from; id < from + random.nextInt(900); id++) {
        list.remove(id);
        expected.remove(id);
      }
      left = list.blockNumbersFrom(due);
    }
    assertThat(seen).containsAll(expected);
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
