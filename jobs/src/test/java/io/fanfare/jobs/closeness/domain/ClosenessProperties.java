package io.fanfare.jobs.closeness.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.jobs.closeness.domain.ClosenessInMemory.Row;
import io.fanfare.jobs.closeness.domain.ClosenessInMemory.Write;
import io.fanfare.schemas.closeness.ClosenessOperation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.specific.SpecificRecord;

/**
 * Random histories of interactions and owners, compared with the final rows. The effects reach the
 * store in any order, some of them twice, and from two runs that interleave differently. The first
 * run may have ended anywhere, as by a crash.
 */
class ClosenessProperties {

  private static final long START = 1_700_000_000_000_000L;

  @Property(tries = 5_000)
  void storesTheRowsOfTheFinalTables(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 300) int steps,
      @ForAll @IntRange(min = 2, max = 6) int mostInBlock) {
    SourceInMemory source = new SourceInMemory(random);
    for (int i = 0; i < steps; i++) {
      source.step();
    }
    ClosenessInMemory whole = run(source.log, mostInBlock, random);
    whole.drain();
    assertThat(whole.nothingIsParked()).isTrue();

    int crash = random.nextInt(source.log.size() + 1);
    List<Write> writes = new ArrayList<>(whole.writes);
    writes.addAll(run(source.log.subList(0, crash), mostInBlock, random).writes);
    Collections.shuffle(writes, random);
    assertThat(stored(writes)).containsExactlyInAnyOrderElementsOf(source.expected());
  }

  @Property(tries = 2_000)
  void requestsToResolveWrongRowsRepairThem(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 300) int steps,
      @ForAll @IntRange(min = 2, max = 6) int mostInBlock) {
    SourceInMemory source = new SourceInMemory(random);
    for (int i = 0; i < steps; i++) {
      source.step();
    }
    Set<Row> expected = source.expected();
    List<Write> damage = new ArrayList<>();
    long damaged = START + source.log.size();
    for (int i = 0; i < 10; i++) {
      damage.add(new Write(ClosenessOperation.ADD, damaged, source.anyRow()));
    }
    expected.stream()
        .filter(row -> random.nextBoolean())
        .forEach(row -> damage.add(new Write(ClosenessOperation.REMOVE, damaged, row)));
    // Damaged rows have the version of this record of the log.
    source.requestResolution(source.anyRow());
    damage.forEach(write -> source.requestResolution(write.row()));

    ClosenessInMemory closeness = run(source.log, mostInBlock, random);
    closeness.drain();
    List<Write> writes = new ArrayList<>(closeness.writes);
    writes.addAll(damage);
    Collections.shuffle(writes, random);
    assertThat(stored(writes)).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static ClosenessInMemory run(List<SpecificRecord> log, int mostInBlock, Random random) {
    ClosenessInMemory closeness = new ClosenessInMemory(mostInBlock, 1, random);
    for (int i = 0; i < log.size(); i++) {
      closeness.read(log.get(i), START + i);
    }
    return closeness;
  }

  /** A store that orders writes by their version. Between two of one version, the deletion wins. */
  private static Set<Row> stored(List<Write> writes) {
    Map<Row, Write> last = new HashMap<>();
    for (Write write : writes) {
      last.merge(write.row(), write, ClosenessProperties::laterOf);
    }
    Set<Row> stored = new HashSet<>();
    last.forEach(
        (row, write) -> {
          if (write.operation() == ClosenessOperation.ADD) {
            stored.add(row);
          }
        });
    return stored;
  }

  private static Write laterOf(Write one, Write other) {
    if (one.version() != other.version()) {
      return one.version() > other.version() ? one : other;
    }
    return one.operation() == ClosenessOperation.REMOVE ? one : other;
  }
}
