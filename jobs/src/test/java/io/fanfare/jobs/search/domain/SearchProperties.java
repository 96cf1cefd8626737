package io.fanfare.jobs.search.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.jobs.search.domain.SearchInMemory.Key;
import io.fanfare.jobs.search.domain.SearchSource.Entry;
import io.fanfare.jobs.search.domain.SearchSource.Expected;
import io.fanfare.schemas.search.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Random histories of rows against the documents that must result. The writes come from two runs in
 * which the parts of owners interleave differently, and reach the index in any order, some of them
 * twice. One of the runs may end anywhere, as by a crash.
 */
class SearchProperties {

  private static final long START = 1_700_000_000_000_000L;

  @Property(tries = 5_000)
  void theIndexHoldsTheDocumentsOfTheRows(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 300) int steps,
      @ForAll @IntRange(min = 2, max = 6) int mostInBlock) {
    SearchSource source = source(random, steps);
    SearchInMemory whole = run(source, source.log.size(), mostInBlock, random);
    source.plays.forEach(whole::play);
    whole.drain();

    int crash = random.nextInt(source.log.size() + 1);
    List<Document> writes = new ArrayList<>(whole.writes);
    writes.addAll(run(source, crash, mostInBlock, random).writes);
    Collections.shuffle(writes, random);
    assertThat(indexed(writes)).isEqualTo(source.expected());
  }

  @Property(tries = 2_000)
  void aRebuildFromTheCompactedLogHoldsTheSame(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 300) int steps,
      @ForAll @IntRange(min = 2, max = 6) int mostInBlock) {
    SearchSource source = source(random, steps);
    SearchInMemory rebuilt = new SearchInMemory(mostInBlock, random);
    Map<List<Object>, Integer> last = new HashMap<>();
    for (int i = 0; i < source.log.size(); i++) {
      last.put(source.log.get(i).key(), i);
    }
    int compacted = random.nextInt(source.log.size() + 1);
    for (int i = 0; i < source.log.size(); i++) {
      Entry entry = source.log.get(i);
      if (i >= compacted || last.get(entry.key()) == i) {
        rebuilt.read(entry.change(), START + i);
      }
    }
    source.plays.forEach(rebuilt::play);
    rebuilt.drain();
    assertThat(indexed(rebuilt.writes)).isEqualTo(source.expected());
  }

  private static SearchSource source(Random random, int steps) {
    SearchSource source = new SearchSource(random);
    for (int i = 0; i < steps; i++) {
      source.step();
    }
    return source;
  }

  /** The number of plays arrives again and again, and falls when the stats job restarts. */
  private static SearchInMemory run(
      SearchSource source, int steps, int mostInBlock, Random random) {
    SearchInMemory search = new SearchInMemory(mostInBlock, random);
    for (int i = 0; i < steps; i++) {
      search.read(source.log.get(i).change(), START + i);
      source.plays.forEach(
          (track, plays) -> {
            if (random.nextInt(5) == 0) {
              search.play(track, 1 + random.nextLong(plays));
            }
          });
    }
    return search;
  }

  /** The findable documents of an index that keeps the newest version of each. */
  private static Map<Key, Expected> indexed(List<Document> writes) {
    Map<Key, Document> newest = new LinkedHashMap<>();
    for (Document write : writes) {
      newest.merge(
          new Key(write.getKind(), write.getId()),
          write,
          (one, other) -> other.getVersion() >= one.getVersion() ? other : one);
    }
    Map<Key, Expected> indexed = new HashMap<>();
    newest.forEach(
        (key, document) -> {
          if (document.getRow() != null) {
            indexed.put(
                key,
                new Expected(
                    document.getRow(),
                    document.getOwner() == null ? null : document.getOwner().getUsername(),
                    document.getCounts().getLikes(),
                    document.getCounts().getReposts(),
                    document.getCounts().getComments(),
                    document.getCounts().getFollowers(),
                    document.getCounts().getPlays()));
          }
        });
    return indexed;
  }
}
