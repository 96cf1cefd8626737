package io.fanfare.connectors.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardTablesTest {

  private static final String CQL =
      "SELECT a FROM fanfare.dashboard_entries, fanfare.dashboard_months,"
          + " fanfare.dashboard_generations, fanfare.closeness";

  @Test
  void theFirstGenerationHasTheNamesOfTheStatements() {
    assertThat(DashboardTables.of(1).rename(CQL)).isEqualTo(CQL);
  }

  @Test
  void theSecondGenerationHasTablesOfItsOwnInTheSameKeyspace() {
    assertThat(new DashboardTables(new Keyspaces("music", "stats"), 2).rename(CQL))
        .isEqualTo(
            "SELECT a FROM music.dashboard_entries_2, music.dashboard_months_2,"
                + " music.dashboard_generations, music.closeness");
  }

  @Test
  void eachGenerationTakesThePlaceOfTheOther() {
    assertThat(DashboardTables.other(1)).isEqualTo(2);
    assertThat(DashboardTables.other(2)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3})
  void thereIsNoOtherGeneration(int generation) {
    assertThatThrownBy(() -> DashboardTables.of(generation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("generation " + generation);
  }
}
