package io.fanfare.ops.headroom;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.ops.headroom.Headroom.Kind;
import io.fanfare.ops.search.Elasticsearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The disks of the nodes of Elasticsearch. */
public final class ElasticsearchDisks {

  private ElasticsearchDisks() {}

  /** A node of the frozen tier alone fills its disk with a cache, as it should. */
  private static final Set<String> KEEPING =
      Set.of("data", "data_content", "data_hot", "data_warm", "data_cold");

  /**
   * What is left of the disks of each node that holds data.
   *
   * @throws io.fanfare.api.availability.UnavailableException if Elasticsearch does not answer
   */
  public static List<Headroom> read(Elasticsearch elasticsearch) {
    return in(elasticsearch.ask("GET", "/_nodes/data:true/stats/fs", null));
  }

  static List<Headroom> in(JsonNode answer) {
    List<Headroom> disks = new ArrayList<>();
    for (JsonNode node : answer.path("nodes")) {
      JsonNode all = node.at("/fs/total");
      if (all.has("total_in_bytes") && keepsData(node.path("roles"))) {
        disks.add(
            Headroom.ofDisk(
                Kind.ELASTICSEARCH,
                "node " + node.path("name").asText(),
                all.path("available_in_bytes").asLong(),
                all.path("total_in_bytes").asLong()));
      }
    }
    return disks;
  }

  private static boolean keepsData(JsonNode roles) {
    for (JsonNode role : roles) {
      if (KEEPING.contains(role.asText())) {
        return true;
      }
    }
    return false;
  }
}
