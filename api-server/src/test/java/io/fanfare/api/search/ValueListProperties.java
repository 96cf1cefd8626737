package io.fanfare.api.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class ValueListProperties {

  private static final int MOST = 10;

  @Property
  void whatIsWrittenIsReadAgain(@ForAll @Size(min = 1, max = MOST) List<String> values) {
    List<String> stripped =
        values.stream().map(String::strip).filter(value -> !value.isBlank()).toList();
    assertThat(ValueList.read(ValueList.write(stripped), MOST)).isEqualTo(stripped);
  }
}
