package io.fanfare.ops.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.ops.headroom.Headroom.Kind;
import org.junit.jupiter.api.Test;

class ElasticsearchDisksTest {

  @Test
  void readsWhatIsAvailableOnEachNode() throws Exception {
    String answer =
        """
        {"nodes": {
          "w": {"name": "ice", "roles": ["data_frozen", "ingest"],
                "fs": {"total": {"total_in_bytes": 200, "available_in_bytes": 9}}},
          "x": {"name": "one", "roles": ["data_hot", "data_frozen"],
                "fs": {"total": {"total_in_bytes": 200, "available_in_bytes": 50}}},
          "y": {"name": "two", "roles": ["master", "data"],
                "fs": {"total": {"total_in_bytes": 200, "available_in_bytes": 19}}},
          "z": {"name": "new", "roles": ["data"], "fs": {"total": {}}}}}
        """;
    assertThat(ElasticsearchDisks.in(new ObjectMapper().readTree(answer)))
        .containsExactly(
            new Headroom(Kind.ELASTICSEARCH, "node one", 0.25),
            new Headroom(Kind.ELASTICSEARCH, "node two", 0.095))
        .extracting(Headroom::isLow)
        .containsExactly(false, true);
  }
}
