package io.fanfare.ops.audit.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.KeyCounts;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The audit keeps the same countries and sources of a cell as the stats job, in any order. */
class KeyTallyProperties {

  @Property(tries = 200)
  void bothKeepTheSameKeys(@ForAll Random random) {
    KeyTally countries = KeyTally.ofCountries();
    KeyCounts countriesOfJob = CountsSum.countries();
    KeyTally sources = KeyTally.ofSources();
    KeyCounts sourcesOfJob = CountsSum.sources();
    int keys = 1 + random.nextInt(700);
    for (int i = random.nextInt(1_500); i > 0; i--) {
      long count = 1 + random.nextInt(3);
      String country = random.nextInt(50) == 0 ? "ZZ" : country(random.nextInt(keys));
      countries.add(country, count);
      countriesOfJob.add(country, count);
      String source = random.nextInt(50) == 0 ? "other" : "source-" + random.nextInt(keys);
      sources.add(source, count);
      sourcesOfJob.add(source, count);
    }
    assertThat(countries.counts()).isEqualTo(countriesOfJob.get()).hasSizeLessThan(302);
    assertThat(sources.counts()).isEqualTo(sourcesOfJob.get()).hasSizeLessThan(102);
  }

  private static String country(int number) {
    return "" + (char) ('A' + number / 26 % 26) + (char) ('A' + number % 26);
  }
}
