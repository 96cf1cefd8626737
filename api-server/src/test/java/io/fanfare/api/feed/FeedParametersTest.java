package io.fanfare.api.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.api.errors.ApiException;
import io.fanfare.api.parameters.AccessFilter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedParametersTest {

  @Test
  void requests50FromTheNewestWithoutAQuery() {
    FeedParameters parameters = FeedParameters.of(Map.of());

    assertThat(parameters).isEqualTo(new FeedParameters(50, AccessFilter.ALL, null));
    assertThat(parameters.access().wantsPlayable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50, 199, 200})
  void acceptsALimitFrom1To200(int limit) {
    assertThat(FeedParameters.of(query("limit", Integer.toString(limit))).limit()).isEqualTo(limit);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "201", "1000", "99999999999", "", " 5", "5 ", "+5", "1.5", "1e2", "x"})
  void rejectsOtherLimits(String limit) {
    assertThatThrownBy(() -> FeedParameters.of(query("limit", limit)))
        .isInstanceOf(ApiException.class)
        .hasFieldOrPropertyWithValue("status", 400)
        .hasMessage("The parameter limit is not a whole number from 1 to 200.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit", "cursor", "access"})
  void rejectsParametersThatAreGivenTwiceOrCannotBeDecoded(String name) {
    assertThatThrownBy(() -> FeedParameters.of(Map.of(name, List.of("1", "1"))))
        .hasMessageContaining(name);
    assertThatThrownBy(() -> FeedParameters.of(Map.of(name, List.of()))).hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {"playable true", "playable,preview true", "blocked,preview false", "preview false"})
  void knowsWhetherPlayableTracksAreRequested(String access, boolean wanted) {
    assertThat(FeedParameters.of(query("access", access)).access().wantsPlayable())
        .isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "all", "playable,", "PLAYABLE", "playable preview"})
  void rejectsOtherAccess(String access) {
    assertThatThrownBy(() -> FeedParameters.of(query("access", access)))
        .isInstanceOf(ApiException.class)
        .hasFieldOrPropertyWithValue("status", 400)
        .hasMessageContaining("access");
  }

  @Test
  void keepsItsParametersInItsHrefs() {
    assertThat(FeedParameters.of(query("limit", "7")).query("abc")).isEqualTo("limit=7&cursor=abc");
    assertThat(FeedParameters.of(query("access", "preview,playable")).query("abc"))
        .isEqualTo("limit=50&access=playable%2Cpreview&cursor=abc");
  }

  private static Map<String, List<String>> query(String name, String value) {
    return Map.of(name, List.of(value));
  }
}
